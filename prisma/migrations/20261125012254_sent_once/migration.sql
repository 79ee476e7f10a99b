-- Whoever has an account is known by it: two of them behind one address may send forms of the same name. Without an
-- account it is the address that sends a form once.
DROP INDEX "contributions_sender_once_key";
CREATE UNIQUE INDEX "contributions_sender_once_key" ON "contributions" ("sender", "once") WHERE "author_id" IS NULL;
