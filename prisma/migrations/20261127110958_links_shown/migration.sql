-- AlterTable
ALTER TABLE "link_candidate" ADD COLUMN     "is_shown" BOOLEAN NOT NULL DEFAULT true;

-- What is known already is looked at again: whether something of the buyer's own speaks for it was not kept.
INSERT INTO "link_work" ("interaction_id", "seller_id", "due_at")
SELECT DISTINCT "a_id", "seller_id", now() FROM "link_candidate" WHERE "link_type" = 'probabilistic'
ON CONFLICT ("interaction_id") DO NOTHING;
