-- DropIndex
DROP INDEX "interaction_mass_defect_idx";

-- CreateIndex
CREATE INDEX "interaction_trouble_idx" ON "interaction"("occurred_at", "seller_id", "marketplace", "nm_id") WHERE (nm_id IS NOT NULL) AND (source <> 'demo'::text) AND (intent = ANY (ARRAY['post_purchase_issue'::text, 'defect_not_working'::text, 'wrong_item'::text, 'quality_complaint'::text, 'refund_exchange'::text]));
