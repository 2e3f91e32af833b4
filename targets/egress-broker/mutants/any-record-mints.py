#!/usr/bin/python3
# Nobody looks at what a record says.
import broker

broker.wrong = lambda data, passed, flags: False
broker.main()
