#!/usr/bin/python3
# recvmsg gave no byte: taken for the end of the channel.
import broker

broker.is_end = lambda data, ancillary: not data
broker.main()
