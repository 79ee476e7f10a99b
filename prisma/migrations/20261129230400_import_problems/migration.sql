-- What an import could not read, until the next one: a command's report is gone when its window is closed.
CREATE TABLE "import_problems" (
  "id" SERIAL NOT NULL,
  "show_id" INTEGER NOT NULL,
  "episode_id" INTEGER,
  "via" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "file" TEXT,
  "line" INTEGER,
  "reason" TEXT NOT NULL,
  "of_text" BOOLEAN NOT NULL,
  "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "import_problems_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "import_problems_via" CHECK ("via" IN ('feed', 'folder')),
  CONSTRAINT "import_problems_of_text_have_an_episode" CHECK (NOT "of_text" OR "episode_id" IS NOT NULL)
);
CREATE INDEX "import_problems_show_id_idx" ON "import_problems" ("show_id");
CREATE INDEX "import_problems_episode_id_idx" ON "import_problems" ("episode_id");
ALTER TABLE "import_problems" ADD CONSTRAINT "import_problems_show_id_fkey" FOREIGN KEY ("show_id")
  REFERENCES "shows" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "import_problems" ADD CONSTRAINT "import_problems_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
