#!/usr/bin/python3
# The key is added; what the child had in its place stays.
import urllib.parse
import broker

broker.rewritten = lambda target: target + ('&' if '?' in target else '?') + 'app_key=' + urllib.parse.quote(broker.key, safe='')
broker.main()
