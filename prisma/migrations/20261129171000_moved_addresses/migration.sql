-- CreateTable
CREATE TABLE "moved_addresses" (
    "old_path" TEXT NOT NULL,
    "new_path" TEXT NOT NULL,

    CONSTRAINT "moved_addresses_pkey" PRIMARY KEY ("old_path")
);

-- By hand from here. Names that pages to come need were free until now. A show or an episode that has one gets another
-- name, and its old address leads to the new one. First the shows: an episode's path begins with its show's new name.
DO $$
DECLARE
  taken record;
  free text;
BEGIN
  FOR taken IN SELECT id, slug FROM shows WHERE slug IN ('new', 'admin', 'help', 'about', 'patterns', 'shows', 'metrics') ORDER BY id LOOP
    SELECT name INTO free
    FROM (SELECT taken.slug || '-show' AS name, 0 AS place
          UNION ALL SELECT taken.slug || '-show-' || n, n FROM generate_series(2, 1000) AS n) AS names
    WHERE name NOT IN (SELECT slug FROM shows) ORDER BY place LIMIT 1;
    UPDATE shows SET slug = free WHERE id = taken.id;
    INSERT INTO moved_addresses (old_path, new_path) VALUES (taken.slug, free);
  END LOOP;
  FOR taken IN
    SELECT e.id, e.slug, e.show_id, s.slug AS show FROM episodes AS e JOIN shows AS s ON s.id = e.show_id
    WHERE lower(e.slug) IN ('replace', 'glossary', 'state', 'in') ORDER BY e.id
  LOOP
    SELECT name INTO free
    FROM (SELECT taken.slug || '-episode' AS name, 0 AS place
          UNION ALL SELECT taken.slug || '-episode-' || n, n FROM generate_series(2, 1000) AS n) AS names
    WHERE name NOT IN (SELECT slug FROM episodes WHERE show_id = taken.show_id) ORDER BY place LIMIT 1;
    UPDATE episodes SET slug = free WHERE id = taken.id;
    INSERT INTO moved_addresses (old_path, new_path)
    VALUES (taken.show || '/' || taken.slug, taken.show || '/' || free);
  END LOOP;
END
$$;
