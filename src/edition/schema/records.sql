-- One record file of an edition: records-NNNNNN.db. Written once, in order, then sealed; read by anybody. What a
-- list of hits needs (title, passages, text) stands before what it does not (structure, source).
CREATE TABLE record (
  number        INTEGER PRIMARY KEY,    -- 1, 2, ... in order of created (unknown first), then id
  id            TEXT NOT NULL UNIQUE,   -- 08BISHKEK211
  key           TEXT NOT NULL,          -- changes when anything of the record does
  kind          TEXT NOT NULL,          -- cable, narrative, document
  created       TEXT,                   -- ISO 8601 at its precision; NULL: unknown
  released      TEXT NOT NULL,          -- the same
  source_sha256 TEXT NOT NULL,          -- hex, of the bytes as received
  source_size   INTEGER NOT NULL,
  title         TEXT NOT NULL,          -- subject or title; may be empty
  passages      BLOB NOT NULL,          -- where in the text the words stand that are searched
  text          BLOB NOT NULL,          -- the transcript, one zstd frame
  structure     BLOB NOT NULL,          -- chancery.record/1, one zstd frame with the dictionary for structures
  source        BLOB                    -- the bytes as received, one zstd frame against the text; NULL: those of the text
) STRICT;
CREATE TABLE version (                  -- what was public; the last one of a record is what is shown
  record        INTEGER NOT NULL REFERENCES record,
  number        INTEGER NOT NULL,       -- 1, 2, ...
  released      TEXT NOT NULL,
  reason        TEXT NOT NULL,
  text          BLOB,                   -- its transcript, one zstd frame against the record's; NULL: the record's
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = 0x43484e45;
PRAGMA user_version = 3;
