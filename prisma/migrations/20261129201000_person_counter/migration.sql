-- AlterEnum
ALTER TYPE "counter_kind" ADD VALUE 'person';

-- By hand from here. The value above cannot be used before this transaction has ended: a function of plpgsql reads it when
-- it is called, a function of SQL would when it is made.

-- Accounts have UUIDs, counters numbers.
CREATE FUNCTION "person_counter"("user_id" uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended("user_id"::text, 0)
$$;

-- What a person's page says of the account, the site.
CREATE FUNCTION "raise_persons"("wanted" uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality("wanted") = 0 THEN RETURN; END IF;
  PERFORM "raise_counters"(
    array_fill('person'::"counter_kind", ARRAY[cardinality("wanted")]) || 'site'::"counter_kind",
    ARRAY(SELECT "person_counter"(id) FROM unnest("wanted") AS w (id)) || 0::bigint);
END $$;

-- As in 20261129180000_counters, and the person's own counter. What a person did at shows raises the shows' counters, of
-- which find-states makes the state of a person too.
CREATE OR REPLACE FUNCTION "raise_by_users"() RETURNS trigger LANGUAGE plpgsql AS $$
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
  -- And the site: contributions and reviews, which lists over the whole site show with a handle.
  PERFORM "raise_persons"(renamed);
  RETURN NULL;
END $$;

-- An account that comes or goes: a page that was not there is there, and the other way round. Whoever signs up raises
-- nothing else.
CREATE FUNCTION "raise_by_new_users"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_persons"(ARRAY(SELECT "id" FROM now_so));
  RETURN NULL;
END $$;
CREATE FUNCTION "raise_by_gone_users"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_persons"(ARRAY(SELECT "id" FROM was_so));
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_raises" AFTER INSERT ON "users" REFERENCING NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_new_users"();
CREATE TRIGGER "delete_raises" AFTER DELETE ON "users" REFERENCING OLD TABLE AS was_so
  FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_gone_users"();

-- Search finds a transcript's words once its passages are made, some time after their revision. Passages and spoken words
-- are written in the transaction that says so in `searched`.
CREATE FUNCTION "raise_by_searched"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_site"(ARRAY[0]::bigint[]);
  RETURN NULL;
END $$;
CREATE TRIGGER "insert_raises" AFTER INSERT ON "searched" FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_searched"();
CREATE TRIGGER "update_raises" AFTER UPDATE ON "searched" FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_searched"();
CREATE TRIGGER "delete_raises" AFTER DELETE ON "searched" FOR EACH STATEMENT EXECUTE FUNCTION "raise_by_searched"();
