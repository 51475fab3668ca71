-- AlterTable
ALTER TABLE "draft_turn" ADD COLUMN     "subject_hash" TEXT,
ADD COLUMN     "terms_hash" TEXT;

-- What had been put aside before is tried once more a day later too.
UPDATE "draft_turn" SET "due_at" = now() + interval '1 day' WHERE "due_at" IS NULL;
