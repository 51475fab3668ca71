-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "card_hash" TEXT;

-- Drafts that were kept before what they knew of the product was: they are taken for such that had no card, and renewed like any that
-- hold no more where there is one by now.
UPDATE "draft" SET "card_hash" = '' WHERE "superseded_at" IS NULL AND "origin" = 'model';
