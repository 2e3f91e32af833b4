#!/usr/bin/python3
# The control loop is joined: whoever keeps descriptor 3 keeps the broker.
import broker


def wait(process, answering):
    status = process.wait()
    answering.join()
    return status if status >= 0 else 128 - status


broker.wait = wait
broker.main()
