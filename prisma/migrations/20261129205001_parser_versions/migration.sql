-- A newer parser may take a paragraph away in the very revision in which an older one found it.
ALTER TABLE "segments" DROP CONSTRAINT "segments_born_before_gone";
ALTER TABLE "segments" ADD CONSTRAINT "segments_born_before_gone" CHECK ("gone" >= "born");

-- A newer parser counts the same change by other segments; nothing else of a version may change, but by a redaction.
CREATE OR REPLACE FUNCTION "keep_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."parser" > OLD."parser"
    AND (to_jsonb(OLD) - '{splices,parser}'::text[]) = (to_jsonb(NEW) - '{splices,parser}'::text[]) THEN
    RETURN NEW;
  END IF;
  IF (to_jsonb(OLD) - '{splices,summary}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{splices,summary}'::text[])
    OR NOT "is_redacting"(OLD."document_id") THEN
    RAISE EXCEPTION '% of % is refused: what was accepted stays', TG_OP, TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;
