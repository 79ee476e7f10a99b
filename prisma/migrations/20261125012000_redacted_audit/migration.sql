-- A reason or a comment in the audit log may quote what the law demands to go. As with revisions, a transaction that has
-- itself written a redaction, and names it, may change what an entry says of its subject, and nothing else of it.
CREATE FUNCTION "keep_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(OLD) - 'subject') IS DISTINCT FROM (to_jsonb(NEW) - 'subject')
    OR NOT EXISTS (
      SELECT FROM "redactions" AS r
      WHERE r."id" = nullif(current_setting('onrecord.redaction', true), '')::int AND "is_redacting"(r."document_id")) THEN
    RAISE EXCEPTION '% of % is refused: what was accepted stays', TG_OP, TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER "audit_is_append_only" ON "audit";
CREATE TRIGGER "audit_is_append_only" BEFORE DELETE OR TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_as_it_was"();
CREATE TRIGGER "audit_is_kept" BEFORE UPDATE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION "keep_audit"();

-- A claim whose words were redacted is lost in the very revision it was found in before.
ALTER TABLE "claim_anchors"
  DROP CONSTRAINT "claim_anchors_lost_later",
  ADD CONSTRAINT "claim_anchors_lost_later" CHECK ("lost_at" >= "revision");
