-- ENDURING: reviews, redactions, what was said about flags, and the chain over all decisions.

DROP TRIGGER decision_never_changes;
DROP TRIGGER decision_never_goes;
DROP INDEX decision_by_record;
ALTER TABLE decision RENAME TO decision_before;

CREATE TABLE decision (                 -- of the releases and withdrawals in effect the latest made is in force
  id        INTEGER PRIMARY KEY,
  record    INTEGER NOT NULL REFERENCES record,
  revision  INTEGER NOT NULL,           -- its number
  verdict   TEXT NOT NULL CHECK (verdict IN ('approve', 'release', 'withdraw',
                'review', 'withhold', 'admit', 'redact', 'restore', 'dismiss')),
  effective INTEGER NOT NULL,           -- UTC, seconds; from when on
  effective_precision INTEGER NOT NULL, -- as in base/clock.h: 1 year ... 5 second
  reason    TEXT NOT NULL CHECK (verdict <> 'withdraw' OR reason <> ''),  -- shown to the public
  curator   TEXT NOT NULL,              -- private
  decided   INTEGER NOT NULL,           -- UTC, seconds
  FOREIGN KEY (record, revision) REFERENCES revision (record, number)
) STRICT;
INSERT INTO decision SELECT * FROM decision_before ORDER BY id;
DROP TABLE decision_before;
CREATE INDEX decision_by_record ON decision (record);

CREATE TABLE cut (                      -- words taken out of a revision by a decision to redact
  id        INTEGER PRIMARY KEY,
  decision  INTEGER NOT NULL REFERENCES decision,
  revision  INTEGER NOT NULL REFERENCES revision,                       -- its id
  start     INTEGER NOT NULL CHECK (start >= 0),                        -- bytes of the transcript
  length    INTEGER NOT NULL CHECK (length > 0),
  code      TEXT NOT NULL,              -- of the reason: b(6), 1.4(d), own:...
  whole     INTEGER NOT NULL            -- 1: the mark says that all of the text was taken out
) STRICT;
CREATE INDEX cut_by_revision ON cut (revision);
CREATE INDEX cut_by_decision ON cut (decision);

CREATE TABLE restored (                 -- cuts that a later decision took back
  cut       INTEGER PRIMARY KEY REFERENCES cut,
  decision  INTEGER NOT NULL REFERENCES decision
) STRICT;
CREATE INDEX restored_by_decision ON restored (decision);

CREATE TABLE dismissed (                -- a flag that may stay: where it stood, so that it is known again
  id        INTEGER PRIMARY KEY,
  decision  INTEGER NOT NULL REFERENCES decision,
  revision  INTEGER NOT NULL REFERENCES revision,
  rule      TEXT NOT NULL,
  start     INTEGER NOT NULL,
  length    INTEGER NOT NULL
) STRICT;
CREATE INDEX dismissed_by_revision ON dismissed (revision);
CREATE INDEX dismissed_by_decision ON dismissed (decision);

CREATE TABLE chain (                    -- decision by decision: the hash of it and of all before it
  decision  INTEGER PRIMARY KEY REFERENCES decision,
  hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER decision_never_changes BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision never changes; add a new one'); END;
CREATE TRIGGER decision_never_goes BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is kept for ever'); END;
CREATE TRIGGER cut_never_changes BEFORE UPDATE ON cut
BEGIN SELECT RAISE(ABORT, 'a cut never changes; restore it by a decision'); END;
CREATE TRIGGER cut_never_goes BEFORE DELETE ON cut
BEGIN SELECT RAISE(ABORT, 'a cut is kept for ever'); END;
CREATE TRIGGER restored_never_changes BEFORE UPDATE ON restored
BEGIN SELECT RAISE(ABORT, 'a restoration never changes'); END;
CREATE TRIGGER restored_never_goes BEFORE DELETE ON restored
BEGIN SELECT RAISE(ABORT, 'a restoration is kept for ever'); END;
CREATE TRIGGER dismissed_never_changes BEFORE UPDATE ON dismissed
BEGIN SELECT RAISE(ABORT, 'what was said about a flag never changes'); END;
CREATE TRIGGER dismissed_never_goes BEFORE DELETE ON dismissed
BEGIN SELECT RAISE(ABORT, 'what was said about a flag is kept for ever'); END;
CREATE TRIGGER chain_never_changes BEFORE UPDATE ON chain
BEGIN SELECT RAISE(ABORT, 'the chain never changes'); END;
CREATE TRIGGER chain_never_goes BEFORE DELETE ON chain
BEGIN SELECT RAISE(ABORT, 'the chain is kept for ever'); END;

-- DERIVED: what the rules found, and what the public sees of a revision with cuts.

CREATE TABLE rules (                    -- packs of rules by the hash of all their lines
  id        INTEGER PRIMARY KEY,
  version   TEXT NOT NULL UNIQUE
) STRICT;
ALTER TABLE reading ADD COLUMN          -- by which its revision was looked through last; NULL: by none
  rules INTEGER REFERENCES rules;

CREATE TABLE flag (
  id        INTEGER PRIMARY KEY,
  revision  INTEGER NOT NULL REFERENCES revision,
  rule      TEXT NOT NULL,
  severe    INTEGER NOT NULL,
  start     INTEGER NOT NULL,           -- what was found, bytes of the transcript
  length    INTEGER NOT NULL,
  subject_start  INTEGER NOT NULL,      -- the name that a mark is about; length 0: none
  subject_length INTEGER NOT NULL
) STRICT;
CREATE INDEX flag_by_revision ON flag (revision);

CREATE TABLE shown (                    -- a revision without the words of its cuts, read anew
  revision  INTEGER PRIMARY KEY REFERENCES revision,
  cuts      BLOB NOT NULL CHECK (length(cuts) = 32),    -- hash of the cuts it was made with
  created   INTEGER,
  created_precision INTEGER NOT NULL,
  sha256    BLOB NOT NULL CHECK (length(sha256) = 32),  -- as in reading
  source_sha256 BLOB NOT NULL CHECK (length(source_sha256) = 32),
  structure_frame BLOB NOT NULL,
  source_frame    BLOB NOT NULL         -- the redacted text: what stands for text and source
) STRICT;
