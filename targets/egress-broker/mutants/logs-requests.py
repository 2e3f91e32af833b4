#!/usr/bin/python3
# Each request is logged as it is sent.
import broker

broker.log = broker.say
broker.main()
