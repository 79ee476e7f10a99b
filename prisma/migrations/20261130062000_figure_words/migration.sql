-- An index of all figures by the words of their questions and answers, so that a claim's words find the questions that
-- it may be about without reading every statistic. It is derived: triggers keep it.

-- The words of a text as the index has them: English stems of what stands between signs.
CREATE FUNCTION "figure_stems"("said" text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT tsvector_to_array(to_tsvector('pg_catalog.english'::regconfig, regexp_replace("said", '[^[:alnum:]]+', ' ', 'g')))
$$;

CREATE TABLE "figure_words" (
  "word" TEXT NOT NULL,
  "question_id" INTEGER NOT NULL,
  -- 0 for a word of the question itself.
  "category_id" INTEGER NOT NULL,
  -- How many words that answer or question has.
  "of" INTEGER NOT NULL,
  CONSTRAINT "figure_words_pkey" PRIMARY KEY ("word", "question_id", "category_id")
);
CREATE INDEX "figure_words_question_id_category_id_idx" ON "figure_words" ("question_id", "category_id");
ALTER TABLE "figure_words" ADD CONSTRAINT "figure_words_question_id_fkey" FOREIGN KEY ("question_id")
  REFERENCES "questions" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION "index_categories"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM "figure_words" AS f USING was_so AS w WHERE f."question_id" = w."question_id" AND f."category_id" = w."id";
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO "figure_words" ("word", "question_id", "category_id", "of")
    SELECT s.word, n."question_id", n."id", cardinality(n.stems)
    FROM (SELECT *, "figure_stems"("label") AS stems FROM now_so) AS n, unnest(n.stems) AS s (word)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_indexes" AFTER INSERT ON "categories" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "index_categories"();
CREATE TRIGGER "update_indexes" AFTER UPDATE ON "categories" REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "index_categories"();
CREATE TRIGGER "delete_indexes" AFTER DELETE ON "categories" REFERENCING OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "index_categories"();

CREATE FUNCTION "index_questions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM "figure_words" AS f USING was_so AS w WHERE f."question_id" = w."id" AND f."category_id" = 0;
  END IF;
  INSERT INTO "figure_words" ("word", "question_id", "category_id", "of")
  SELECT s.word, n."id", 0, cardinality(n.stems)
  FROM (SELECT *, "figure_stems"(concat_ws(' ', "wording", "slug")) AS stems FROM now_so) AS n, unnest(n.stems) AS s (word)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_indexes" AFTER INSERT ON "questions" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "index_questions"();
CREATE TRIGGER "update_indexes" AFTER UPDATE ON "questions" REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "index_questions"();

INSERT INTO "figure_words" ("word", "question_id", "category_id", "of")
SELECT s.word, n."question_id", n."id", cardinality(n.stems)
FROM (SELECT *, "figure_stems"("label") AS stems FROM "categories") AS n, unnest(n.stems) AS s (word)
ON CONFLICT DO NOTHING;
INSERT INTO "figure_words" ("word", "question_id", "category_id", "of")
SELECT s.word, n."id", 0, cardinality(n.stems)
FROM (SELECT *, "figure_stems"(concat_ws(' ', "wording", "slug")) AS stems FROM "questions") AS n, unnest(n.stems) AS s (word)
ON CONFLICT DO NOTHING;

-- Counts, means and ranks are found by their value too: "almost 4,300 people" has no word that a question has.
CREATE INDEX "statistic_versions_value_idx" ON "statistic_versions" ("value") WHERE "unit" <> 'percent';
