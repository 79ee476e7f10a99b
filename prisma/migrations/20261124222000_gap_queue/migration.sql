-- The queue of gaps looks at the few paragraphs that have any: 8,900 of 440,000.
CREATE INDEX "segments_with_gaps" ON "segments" ("document_id", "position") INCLUDE ("id", "gaps")
  WHERE "gaps" > 0 AND "position" IS NOT NULL;
