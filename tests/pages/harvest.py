"""Harvests with Sickle as a library would. usage: harvest.py ADDRESS"""
import sys

from sickle import Sickle
from sickle.oaiexceptions import IdDoesNotExist, NoRecordsMatch

sickle = Sickle(sys.argv[1])
identify = sickle.Identify()
assert identify.protocolVersion == "2.0" and identify.deletedRecord == "persistent"
assert {s.setSpec for s in sickle.ListSets()} == {"cable", "narrative", "document"}
assert [f.metadataPrefix for f in sickle.ListMetadataFormats()] == ["oai_dc"]
records = list(sickle.ListRecords(metadataPrefix="oai_dc"))
headers = list(sickle.ListIdentifiers(metadataPrefix="oai_dc"))
assert len(records) == len(headers) > 50, (len(records), len(headers))
assert len({h.identifier for h in headers}) == len(headers)
assert [r.header.identifier for r in records if r.deleted] == [h.identifier for h in headers if h.deleted] != []
for record in records:
    if not record.deleted:
        assert record.metadata["title"] and record.metadata["identifier"], record.header.identifier
one = next(r for r in records if r.header.identifier.endswith(":08RIGA61"))
again = sickle.GetRecord(identifier=one.header.identifier, metadataPrefix="oai_dc")
assert again.metadata == one.metadata
cables = list(sickle.ListRecords(metadataPrefix="oai_dc", set="cable", ignore_deleted=True))
assert 0 < len(cables) < len(records)
day = {"metadataPrefix": "oai_dc", "from": "2011-08-26", "until": "2011-08-26"}
assert all(h.datestamp == "2011-08-26" for h in sickle.ListIdentifiers(**day))
for wrong, fault in (({"from": "1990-01-01", "until": "1990-01-02"}, NoRecordsMatch),):
    try:
        list(sickle.ListRecords(metadataPrefix="oai_dc", **wrong))
    except fault:
        continue
    raise AssertionError(wrong)
try:
    sickle.GetRecord(identifier="oai:x:nothing", metadataPrefix="oai_dc")
except IdDoesNotExist:
    pass
else:
    raise AssertionError("a record that is not there")
