-- Portraits are shown beside the people of an episode: whatever shows one is another page once the picture is there.
CREATE INDEX "credits_image_url_idx" ON "credits" USING hash ("image_url");
CREATE OR REPLACE FUNCTION "raise_by_pictures"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "raise_episodes"(ARRAY(
    SELECT DISTINCT e."id"::bigint FROM now_so AS p JOIN "episodes" AS e ON e."artwork_url" = p."url"
    UNION SELECT DISTINCT c."episode_id"::bigint FROM now_so AS p JOIN "credits" AS c ON c."image_url" = p."url"
      WHERE c."episode_id" IS NOT NULL));
  PERFORM "raise_mastheads"(ARRAY(
    SELECT DISTINCT s."id"::bigint FROM now_so AS p JOIN "shows" AS s ON s."artwork_url" = p."url"
    UNION SELECT DISTINCT c."show_id"::bigint FROM now_so AS p JOIN "credits" AS c ON c."image_url" = p."url"
      WHERE c."show_id" IS NOT NULL));
  RETURN NULL;
END $$;
