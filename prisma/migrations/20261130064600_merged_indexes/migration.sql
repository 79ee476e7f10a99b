-- What was merged into an answer or a wave: asked at each merge, and by the foreign key when one is deleted.
CREATE INDEX "waves_merged_into_idx" ON "waves" ("merged_into");
CREATE INDEX "categories_merged_into_idx" ON "categories" ("merged_into");
