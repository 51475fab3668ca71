-- CreateIndex
CREATE INDEX "interaction_mass_defect_idx" ON "interaction"("seller_id", "nm_id") WHERE (needs_response AND (escalation_reason = 'mass_defect'::text));

-- Drafts that were kept before their terms were: nobody knows those, so they are renewed like any that hold no more; at once where
-- they stand in for a model that was in trouble.
UPDATE "draft" SET "terms_hash" = '' WHERE "superseded_at" IS NULL AND "terms_hash" IS NULL;
UPDATE "draft" SET "retry_at" = now()
WHERE "superseded_at" IS NULL AND "retry_at" IS NULL AND "fallback_reason" IS NOT NULL
  AND "fallback_reason" NOT IN ('disabled', 'no_credentials', 'unknown_provider', 'no_words', 'guardrail');

-- The mark of many ends by itself: those that have it learn when.
UPDATE "interaction" SET "next_change_at" = now() WHERE "needs_response" AND "escalation_reason" = 'mass_defect';

-- Chats that are there already are compared anew, by what their buyers wrote.
INSERT INTO "link_work" ("interaction_id", "seller_id", "due_at", "is_recompute")
SELECT "id", "seller_id", now(), true FROM "interaction" WHERE "channel" = 'chat'
ON CONFLICT ("interaction_id") DO NOTHING;
