-- Where listeners with another audio file than the one that was timed hear the text: one row for each of them and file.
CREATE TABLE "heard_points" (
  "id" SERIAL NOT NULL,
  "episode_id" INTEGER NOT NULL,
  "length" DOUBLE PRECISION NOT NULL,
  "timed_length" DOUBLE PRECISION NOT NULL,
  "who" TEXT NOT NULL,
  "user_id" UUID,
  "points" JSONB NOT NULL,
  "said_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "heard_points_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "heard_points_have_a_length" CHECK ("length" > 0 AND "timed_length" > 0)
);
CREATE UNIQUE INDEX "heard_points_episode_id_length_who_key" ON "heard_points" ("episode_id", "length", "who");
CREATE INDEX "heard_points_user_id_idx" ON "heard_points" ("user_id");
ALTER TABLE "heard_points" ADD CONSTRAINT "heard_points_episode_id_fkey" FOREIGN KEY ("episode_id")
  REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "heard_points" ADD CONSTRAINT "heard_points_user_id_fkey" FOREIGN KEY ("user_id")
  REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
