-- What arrives from here on is kept packed (src/store/pack.h), a third of the size; older rows stay
-- as they are. Hashes are of the bytes, not of the frames.

ALTER TABLE source ADD COLUMN           -- 1: `bytes` is a frame of them
  packed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reading ADD COLUMN          -- NULL: kept plain; else `structure` is '' and `text` NULL
  structure_frame BLOB;                 -- packed with src/store/structure.dict
ALTER TABLE reading ADD COLUMN          -- NULL beside a frame: the text is the bytes of the source
  text_frame BLOB;                      -- packed against them

CREATE INDEX revision_by_source ON revision (source);
