#!/usr/bin/python3
# The answer of the upstream is passed back as it is.
import broker

broker.scrub = lambda data: data
broker.main()
