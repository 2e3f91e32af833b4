#!/usr/bin/python3
# The child gets the key as its last argument.
import broker

broker.words = lambda child: [*child, broker.key]
broker.main()
