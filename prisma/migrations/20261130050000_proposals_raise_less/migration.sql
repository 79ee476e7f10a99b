-- An episode's page shows nothing of what is proposed, only who is credited. So a proposal raises its show, whose page says
-- how long decisions take, and not its episode: otherwise whoever may propose could have an episode's page made anew for all
-- its readers as often as they like. What is accepted raises the episode by its document's head.
CREATE OR REPLACE FUNCTION "raise_by_contributions"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  documents bigint[];
  credited bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    documents := ARRAY(SELECT DISTINCT document_id FROM now_so);
    credited := ARRAY(SELECT DISTINCT document_id FROM now_so WHERE status = 'accepted');
  ELSIF TG_OP = 'DELETE' THEN
    documents := ARRAY(SELECT DISTINCT document_id FROM was_so);
    credited := ARRAY(SELECT DISTINCT document_id FROM was_so WHERE status = 'accepted');
  ELSE
    -- Who holds one at the moment (holder_id, held_until) is shown to maintainers alone.
    WITH now_shown AS (
      SELECT id, document_id, status, version, segment_id, gap, author_id, author_name, decided_at, decider_id, revision,
        reverted_at, changed_at FROM now_so
    ), was_shown AS (
      SELECT id, document_id, status, version, segment_id, gap, author_id, author_name, decided_at, decider_id, revision,
        reverted_at, changed_at FROM was_so
    )
    SELECT array_agg(DISTINCT document_id) INTO documents FROM (
      (SELECT * FROM now_shown EXCEPT SELECT * FROM was_shown) UNION ALL
      (SELECT * FROM was_shown EXCEPT SELECT * FROM now_shown)
    ) AS changed;
    WITH now_credited AS (
      SELECT id, document_id, author_id, author_name, reverted_at FROM now_so WHERE status = 'accepted'
    ), was_credited AS (
      SELECT id, document_id, author_id, author_name, reverted_at FROM was_so WHERE status = 'accepted'
    )
    SELECT array_agg(DISTINCT document_id) INTO credited FROM (
      (SELECT * FROM now_credited EXCEPT SELECT * FROM was_credited) UNION ALL
      (SELECT * FROM was_credited EXCEPT SELECT * FROM now_credited)
    ) AS changed;
  END IF;
  PERFORM "raise_shows"(ARRAY(
    SELECT DISTINCT e.show_id FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id
    WHERE d.id = ANY(coalesce(documents, '{}'))));
  PERFORM "raise_episodes"(ARRAY(
    SELECT DISTINCT d.episode_id FROM documents AS d WHERE d.id = ANY(coalesce(credited, '{}'))));
  RETURN NULL;
END $$;
