-- Counters: whatever is kept of an answer (server/text/pages) is kept under the counters of what it was made of. They
-- are raised here, by triggers, so that no code can forget one.

-- CreateEnum
CREATE TYPE "counter_kind" AS ENUM ('episode', 'show', 'masthead', 'audio', 'surveys', 'site');

-- CreateTable
CREATE TABLE "counters" (
    "kind" "counter_kind" NOT NULL,
    "id" BIGINT NOT NULL,
    "slot" BIGSERIAL NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "counters_pkey" PRIMARY KEY ("kind","id","slot")
);

-- What Prisma's schema cannot say. From here on written by hand.

-- A counter's value is the sum of its slots. Whoever raises it takes a slot that nobody else holds at that moment, or
-- makes one. So nobody ever waits for a counter, however many changes are made at once at one show, and no two
-- transactions can wait for each other in a circle because of one. There are as many slots as there ever were
-- transactions at once.
--
-- A slot is a row like any other: it is raised in the transaction that makes the change. Whoever sees the change sees
-- the counter raised, and the other way round, in every snapshot and on every replica. A sequence would be raised
-- before the change can be seen, and would let old content be kept under a new counter.
--
-- Half of each page is left free, so that a raised slot stays on its page and needs no new index entry.
ALTER TABLE "counters" SET (fillfactor = 50);

-- The value of a counter; 0 where it was never raised.
CREATE FUNCTION "counter_value"("of" "counter_kind", "wanted" bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum("value"), 0)::bigint FROM "counters" WHERE "kind" = "of" AND "id" = "wanted"
$$;

-- Audio is known by its address: an episode and its waveform have nothing else in common.
CREATE FUNCTION "audio_counter"("audio_url" text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended("audio_url", 0)
$$;

-- Raises counters, each once in a transaction: a slot whose row this transaction wrote (its xmin) was raised already, and
-- nobody else has seen the value in between.
--
-- It raises by a random amount. Where a database goes back in time (a backup is restored, or a replica takes over
-- that lacked the last transactions) and is then changed in another way, it does not come to a value again that a
-- process still keeps something under.
CREATE FUNCTION "raise_counters"("kinds" "counter_kind"[], "ids" bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH wanted AS MATERIALIZED (
    SELECT DISTINCT w.kind, w.id FROM unnest("kinds", "ids") AS w (kind, id)
    WHERE w.id IS NOT NULL AND NOT EXISTS (
      SELECT FROM "counters" AS c
      WHERE c."kind" = w.kind AND c."id" = w.id AND c.xmin = pg_current_xact_id()::xid
    )
  ), free AS MATERIALIZED (
    SELECT w.kind, w.id, f.slot FROM wanted AS w CROSS JOIN LATERAL (
      SELECT c."slot" FROM "counters" AS c WHERE c."kind" = w.kind AND c."id" = w.id
      LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS f
  ), raised AS (
    UPDATE "counters" AS c SET "value" = c."value" + 1 + floor(random() * 1e9)::bigint
    FROM free AS f WHERE c."kind" = f.kind AND c."id" = f.id AND c."slot" = f.slot
  )
  INSERT INTO "counters" ("kind", "id", "value")
  SELECT w.kind, w.id, 1 + floor(random() * 1e9)::bigint FROM wanted AS w
  WHERE NOT EXISTS (SELECT FROM free AS f WHERE f.kind = w.kind AND f.id = w.id)
$$;

-- Whatever raises a counter raises the site's: where that is as it was, all are.

-- An episode, its show's lists, the site.
CREATE FUNCTION "raise_episodes"("wanted" bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE shows bigint[];
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  shows := ARRAY(SELECT DISTINCT e."show_id" FROM "episodes" AS e WHERE e."id" = ANY("wanted"));
  PERFORM "raise_counters"(
    array_fill('episode'::"counter_kind", ARRAY[cardinality("wanted")])
      || CASE WHEN cardinality(shows) > 0 THEN array_fill('show'::"counter_kind", ARRAY[cardinality(shows)]) END
      || 'site'::"counter_kind",
    "wanted" || shows || 0::bigint);
END $$;

-- A show's lists, the site.
CREATE FUNCTION "raise_shows"("wanted" bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  PERFORM "raise_counters"(
    array_fill('show'::"counter_kind", ARRAY[cardinality("wanted")]) || 'site'::"counter_kind", "wanted" || 0::bigint);
END $$;

-- What each page of a show's episodes says of the show, its lists, the site.
CREATE FUNCTION "raise_mastheads"("wanted" bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  PERFORM "raise_counters"(array_fill('masthead'::"counter_kind", ARRAY[cardinality("wanted")]), "wanted");
  PERFORM "raise_shows"("wanted");
END $$;

-- Whatever shows an episode with this audio, the site.
CREATE FUNCTION "raise_audio"("wanted" bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  PERFORM "raise_counters"(
    array_fill('audio'::"counter_kind", ARRAY[cardinality("wanted")]) || 'site'::"counter_kind", "wanted" || 0::bigint);
END $$;

-- Whatever rests on a survey, the site.
CREATE FUNCTION "raise_surveys"("wanted" bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  PERFORM "raise_counters"(ARRAY['surveys', 'site']::"counter_kind"[], ARRAY[0, 0]::bigint[]);
END $$;

-- The site alone.
CREATE FUNCTION "raise_site"("wanted" bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  PERFORM "raise_counters"(ARRAY['site']::"counter_kind"[], ARRAY[0]::bigint[]);
END $$;

-- Makes the triggers of a table: one function, called once a statement with all rows that it changed.
--
-- `ids` selects from `changed` what is to be raised. After an UPDATE `changed` is the rows as they were and as they
-- are, so that a row that moves raises both; where `shown` names columns, only rows in which one of those changed.
CREATE FUNCTION "raise_by"("of" text, "raise" text, "ids" text, "shown" text DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $make$
DECLARE
  updated text := CASE WHEN "shown" IS NULL
    THEN 'SELECT * FROM now_so UNION ALL SELECT * FROM was_so'
    ELSE format('(SELECT %1$s FROM now_so EXCEPT SELECT %1$s FROM was_so) UNION ALL (SELECT %1$s FROM was_so EXCEPT SELECT %1$s FROM now_so)', "shown") END;
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
      IF TG_OP = 'INSERT' THEN PERFORM %2$I(ARRAY(WITH changed AS (SELECT * FROM now_so) %3$s));
      ELSIF TG_OP = 'DELETE' THEN PERFORM %2$I(ARRAY(WITH changed AS (SELECT * FROM was_so) %3$s));
      ELSE PERFORM %2$I(ARRAY(WITH changed AS (%4$s) %3$s));
      END IF;
      RETURN NULL;
    END $body$ $f$, 'raise_by_' || "of", "raise", "ids", updated);
  EXECUTE format('CREATE TRIGGER "insert_raises" AFTER INSERT ON %I REFERENCING NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION %I()', "of", 'raise_by_' || "of");
  EXECUTE format('CREATE TRIGGER "update_raises" AFTER UPDATE ON %I REFERENCING NEW TABLE AS now_so OLD TABLE AS was_so FOR EACH STATEMENT EXECUTE FUNCTION %I()', "of", 'raise_by_' || "of");
  EXECUTE format('CREATE TRIGGER "delete_raises" AFTER DELETE ON %I REFERENCING OLD TABLE AS was_so FOR EACH STATEMENT EXECUTE FUNCTION %I()', "of", 'raise_by_' || "of");
END $make$;

-- WHICH TABLE RAISES WHICH COUNTER. tests/server/pages/counters.test.ts asks that each table stands here, or there with
-- the reason why it does not.

-- A show's title, licence, language: each page of its episodes says them.
SELECT "raise_by"('shows', 'raise_mastheads', 'SELECT DISTINCT id FROM changed');
-- Who maintains a show stands on its page.
SELECT "raise_by"('show_roles', 'raise_shows', 'SELECT DISTINCT show_id FROM changed');
-- What an episode is called, when it came, where its audio is; and claims_version, which counts its claims.
SELECT "raise_by"('episodes', 'raise_episodes', 'SELECT DISTINCT id FROM changed');
-- head: another revision; redactions: one was changed for good. Revisions and segments are added with these only.
SELECT "raise_by"('documents', 'raise_episodes', 'SELECT DISTINCT episode_id FROM changed');
-- When the words of a transcript are said.
SELECT "raise_by"('word_times', 'raise_episodes',
  'SELECT DISTINCT d.episode_id FROM changed JOIN documents AS d ON d.id = changed.document_id');
-- Who speaks in an episode.
SELECT "raise_by"('appearances', 'raise_episodes', 'SELECT DISTINCT episode_id FROM changed');
-- The named parts of an episode.
SELECT "raise_by"('chapters', 'raise_episodes', 'SELECT DISTINCT episode_id FROM changed');
-- Open suggestions stand in the text, what was taken back is credited to nobody, and a show says how long decisions take.
-- Who holds one at the moment (holder_id, held_until) is shown to maintainers alone.
SELECT "raise_by"('contributions', 'raise_episodes',
  'SELECT DISTINCT d.episode_id FROM changed JOIN documents AS d ON d.id = changed.document_id',
  'id, document_id, status, version, segment_id, gap, author_id, author_name, decided_at, decider_id, revision, reverted_at, changed_at');
-- How loud the audio is along its length.
SELECT "raise_by"('waveforms', 'raise_audio', 'SELECT DISTINCT "audio_counter"(audio_url) FROM changed', 'audio_url, bars');
-- What was measured: a survey's own files, and the claims that rest on one.
SELECT "raise_by"('surveys', 'raise_surveys', 'SELECT id FROM changed LIMIT 1');
SELECT "raise_by"('waves', 'raise_surveys', 'SELECT id FROM changed LIMIT 1');
SELECT "raise_by"('questions', 'raise_surveys', 'SELECT id FROM changed LIMIT 1');
SELECT "raise_by"('categories', 'raise_surveys', 'SELECT id FROM changed LIMIT 1');
SELECT "raise_by"('statistics', 'raise_surveys', 'SELECT id FROM changed LIMIT 1');
-- Lists over the whole site show them. Their episode's page has them by episodes.claims_version.
SELECT "raise_by"('claims', 'raise_site', 'SELECT id FROM changed LIMIT 1');
SELECT "raise_by"('claim_anchors', 'raise_site', 'SELECT id FROM changed LIMIT 1');
SELECT "raise_by"('evidence', 'raise_site', 'SELECT id FROM changed LIMIT 1');
-- A contribution's reviews stand with it in the API.
SELECT "raise_by"('reviews', 'raise_site', 'SELECT id FROM changed LIMIT 1');

-- Whom a feed names: one episode's credits or a whole show's.
CREATE FUNCTION "raise_by_credits"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM "raise_episodes"(ARRAY(SELECT DISTINCT "episode_id" FROM now_so WHERE "episode_id" IS NOT NULL));
    PERFORM "raise_mastheads"(ARRAY(SELECT DISTINCT "show_id" FROM now_so WHERE "show_id" IS NOT NULL));
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM "raise_episodes"(ARRAY(SELECT DISTINCT "episode_id" FROM was_so WHERE "episode_id" IS NOT NULL));
    PERFORM "raise_mastheads"(ARRAY(SELECT DISTINCT "show_id" FROM was_so WHERE "show_id" IS NOT NULL));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_raises" AFTER INSERT ON "credits" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_credits"();
CREATE TRIGGER "update_raises" AFTER UPDATE ON "credits" REFERENCING NEW TABLE AS now_so OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_credits"();
CREATE TRIGGER "delete_raises" AFTER DELETE ON "credits" REFERENCING OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_credits"();

-- A deleted episode raises its show's lists: the row that names its show is gone when raise_episodes looks for it.
CREATE FUNCTION "raise_by_gone_episodes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_shows"(ARRAY(SELECT DISTINCT "show_id" FROM was_so));
  RETURN NULL;
END $$;
CREATE TRIGGER "delete_raises_shows" AFTER DELETE ON "episodes" REFERENCING OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_gone_episodes"();

-- A revision is never changed but by a redaction, or where an account goes: its name then leads nowhere.
CREATE FUNCTION "raise_by_revisions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_episodes"(ARRAY(
    SELECT DISTINCT d."episode_id" FROM now_so JOIN "documents" AS d ON d."id" = now_so."document_id"));
  RETURN NULL;
END $$;
CREATE TRIGGER "update_raises" AFTER UPDATE ON "revisions" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_revisions"();

-- A person's name, as a speaker's, stands with all episodes in which they are heard or named. Whoever adds one more holds the
-- person's row (the foreign key does), and a new name, which is a unique one, waits for them: none is missed.
CREATE FUNCTION "raise_by_people"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_episodes"(ARRAY(
    SELECT a."episode_id" FROM now_so JOIN "appearances" AS a ON a."person_id" = now_so."id"
    UNION SELECT c."episode_id" FROM now_so JOIN "credits" AS c ON c."person_id" = now_so."id"
    WHERE c."episode_id" IS NOT NULL));
  PERFORM "raise_mastheads"(ARRAY(
    SELECT DISTINCT c."show_id" FROM now_so JOIN "credits" AS c ON c."person_id" = now_so."id"
    WHERE c."show_id" IS NOT NULL));
  RETURN NULL;
END $$;
CREATE TRIGGER "update_raises" AFTER UPDATE ON "people" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_people"();

-- An account's name and handle stand where its revisions are credited and where it maintains. The rows are locked as a
-- new handle locks them, so that whoever adds a revision or a role of theirs is waited for, and is not missed.
CREATE FUNCTION "raise_by_users"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE renamed uuid[] := ARRAY(
  SELECT now_so."id" FROM now_so JOIN was_so USING ("id")
  WHERE (now_so."name", now_so."handle") IS DISTINCT FROM (was_so."name", was_so."handle"));
BEGIN
  IF cardinality(renamed) = 0 THEN RETURN NULL; END IF;
  PERFORM FROM "users" WHERE "id" = ANY(renamed) ORDER BY "id" FOR UPDATE;
  PERFORM "raise_episodes"(ARRAY(
    SELECT DISTINCT d."episode_id" FROM "revisions" AS r JOIN "documents" AS d ON d."id" = r."document_id"
    WHERE r."author_id" = ANY(renamed)));
  PERFORM "raise_shows"(ARRAY(SELECT DISTINCT "show_id" FROM "show_roles" WHERE "user_id" = ANY(renamed)));
  -- Contributions and reviews, which lists over the whole site show with a handle.
  PERFORM "raise_site"(ARRAY[0]::bigint[]);
  RETURN NULL;
END $$;
CREATE TRIGGER "update_raises" AFTER UPDATE ON "users" REFERENCING NEW TABLE AS now_so OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_users"();

-- All of them are made.
DROP FUNCTION "raise_by"(text, text, text, text);
