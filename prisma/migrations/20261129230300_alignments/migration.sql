-- Word times that are measured from the sound: what became of each transcript, and whose turn it is.

-- Part of the key of everything that shows a revision's times: they may be measured after the revision was made.
ALTER TABLE "documents" ADD COLUMN "times" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "alignments" (
  "document_id" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  "audio_url" TEXT NOT NULL,
  "audio_bytes" BIGINT,
  "model" TEXT NOT NULL,
  "audio" BYTEA,
  "duration" DOUBLE PRECISION,
  "verdict" TEXT,
  "problem" TEXT,
  "detail" TEXT,
  "words" INTEGER NOT NULL DEFAULT 0,
  "heard" INTEGER NOT NULL DEFAULT 0,
  "sure" INTEGER NOT NULL DEFAULT 0,
  "found" JSONB NOT NULL DEFAULT '{}',
  "seconds" DOUBLE PRECISION,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "tried_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "again_at" TIMESTAMPTZ(3),
  "busy_until" TIMESTAMPTZ(3),
  "busy_by" UUID,
  "done" DOUBLE PRECISION NOT NULL DEFAULT 0,
  CONSTRAINT "alignments_pkey" PRIMARY KEY ("document_id"),
  CONSTRAINT "alignments_audio_is_a_hash" CHECK ("audio" IS NULL OR length("audio") = 32),
  CONSTRAINT "alignments_know_verdicts"
    CHECK ("verdict" IN ('aligned', 'wrong-audio', 'other-language', 'silent')),
  CONSTRAINT "alignments_within_words" CHECK (0 <= "sure" AND "sure" <= "heard" AND "heard" <= "words"),
  CONSTRAINT "alignments_within_one" CHECK (0 <= "done" AND "done" <= 1)
);
ALTER TABLE "alignments" ADD CONSTRAINT "alignments_document_id_fkey" FOREIGN KEY ("document_id")
  REFERENCES "documents" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One request at a time goes to a host, from however many processes, and none before the moment that it has named.
CREATE TABLE "audio_hosts" (
  "host" TEXT NOT NULL,
  "busy_until" TIMESTAMPTZ(3),
  "busy_by" UUID,
  "not_before" TIMESTAMPTZ(3),
  CONSTRAINT "audio_hosts_pkey" PRIMARY KEY ("host")
);

-- A text or an audio file that changes may have to be aligned. At the next full minute, so that an import causes one look
-- and not thousands.
CREATE FUNCTION "send_plan_alignments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('plan-alignments', '{}', 'all', date_trunc('minute', clock_timestamp()) + interval '1 minute');
  RETURN NULL;
END
$$;
CREATE TRIGGER "documents_plan_alignments" AFTER INSERT OR UPDATE OF "head" ON "documents"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_plan_alignments"();
CREATE TRIGGER "episodes_plan_alignments" AFTER UPDATE OF "audio_url", "audio_bytes" ON "episodes"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_plan_alignments"();

-- After an edit of a text that has been aligned, the sentences that it touched are aligned again at once.
CREATE FUNCTION "send_align_edits"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM send_job('align-edit', jsonb_build_object('documentId', n.id), n.id::text)
  FROM now_so AS n
  JOIN was_so AS w ON w.id = n.id AND w.head <> n.head
  JOIN alignments AS a ON a.document_id = n.id AND a.verdict = 'aligned';
  RETURN NULL;
END
$$;
CREATE TRIGGER "documents_align_edits" AFTER UPDATE ON "documents"
  REFERENCING NEW TABLE AS now_so OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "send_align_edits"();

-- Search says when the words it finds are spoken.
CREATE TRIGGER "documents_refresh_search_times" AFTER UPDATE OF "times" ON "documents"
  FOR EACH STATEMENT EXECUTE FUNCTION "send_refresh_search"();
