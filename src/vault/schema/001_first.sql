-- ENDURING: what was received and what was decided. Backed up; never rebuilt; append-only.

CREATE TABLE source (                   -- the bytes of a record as received (I2), once each
  id        INTEGER PRIMARY KEY,
  sha256    BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  bytes     BLOB NOT NULL
) STRICT;

CREATE TABLE record (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80)  -- 08BISHKEK211
) STRICT;

CREATE TABLE revision (                 -- a record's bytes may arrive again, changed
  id        INTEGER PRIMARY KEY,
  record    INTEGER NOT NULL REFERENCES record,
  number    INTEGER NOT NULL CHECK (number > 0),                        -- 1, 2, ...
  source    INTEGER NOT NULL REFERENCES source,
  path      TEXT NOT NULL,              -- of the container, as given to ingest; private
  line      INTEGER NOT NULL,
  format    TEXT NOT NULL,
  arrived   INTEGER NOT NULL,           -- UTC, seconds since 1970
  UNIQUE (record, number),
  UNIQUE (record, source)
) STRICT;

CREATE TABLE decision (                 -- of the releases and withdrawals in effect the latest made is in force
  id        INTEGER PRIMARY KEY,
  record    INTEGER NOT NULL REFERENCES record,
  revision  INTEGER NOT NULL,           -- its number
  verdict   TEXT NOT NULL CHECK (verdict IN ('approve', 'release', 'withdraw')),
  effective INTEGER NOT NULL,           -- UTC, seconds; from when on
  effective_precision INTEGER NOT NULL, -- as in base/clock.h: 1 year ... 5 second
  reason    TEXT NOT NULL CHECK (verdict <> 'withdraw' OR reason <> ''),  -- shown to the public
  curator   TEXT NOT NULL,              -- private
  decided   INTEGER NOT NULL,           -- UTC, seconds
  FOREIGN KEY (record, revision) REFERENCES revision (record, number)
) STRICT;
CREATE INDEX decision_by_record ON decision (record);

CREATE TRIGGER source_never_changes BEFORE UPDATE ON source
BEGIN SELECT RAISE(ABORT, 'a source is kept exactly as received'); END;
CREATE TRIGGER source_never_goes BEFORE DELETE ON source
BEGIN SELECT RAISE(ABORT, 'a source is kept for ever'); END;
CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'a record keeps its id'); END;
CREATE TRIGGER record_never_goes BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'a record is kept for ever'); END;
CREATE TRIGGER revision_never_changes BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never changes; add a new one'); END;
CREATE TRIGGER revision_never_goes BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is kept for ever'); END;
CREATE TRIGGER decision_never_changes BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision never changes; add a new one'); END;
CREATE TRIGGER decision_never_goes BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is kept for ever'); END;

-- DERIVED: what a reader made of the sources; may be rebuilt from them.

CREATE TABLE reading (
  revision  INTEGER PRIMARY KEY REFERENCES revision,
  kind      TEXT NOT NULL CHECK (kind IN ('cable', 'narrative', 'document')),
  created   INTEGER,                    -- NULL: unknown
  created_precision INTEGER NOT NULL,
  stated_release INTEGER,               -- what the container says; NULL: nothing
  stated_release_precision INTEGER NOT NULL,
  sha256    BLOB NOT NULL CHECK (length(sha256) = 32),  -- of sha256(structure) and sha256(text) in a row
  structure TEXT NOT NULL,              -- chancery.record/1
  text      TEXT                        -- the transcript; NULL: the bytes of the source
) STRICT;
