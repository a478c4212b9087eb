"""Follows resumption tokens to the end; every identifier once. usage: walk_tokens.py ADDRESS COUNT"""
import re
import sys
import urllib.parse
import urllib.request

address, count = sys.argv[1], int(sys.argv[2])
seen, query = [], {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
while query:
    with urllib.request.urlopen(address + "?" + urllib.parse.urlencode(query)) as answer:
        text = answer.read().decode()
    found = re.findall(r"<identifier>([^<]*)<", text)
    assert found, text
    seen += found
    token = re.search(r"<resumptionToken>([^<]*)<", text)
    query = {"verb": "ListIdentifiers", "resumptionToken": token[1]} if token else None
assert len(seen) == len(set(seen)) == count, (len(seen), len(set(seen)))
