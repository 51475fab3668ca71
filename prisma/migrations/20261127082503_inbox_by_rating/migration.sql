-- CreateIndex
CREATE INDEX "interaction_seller_id_rating_occurred_at_id_idx" ON "interaction"("seller_id", "rating", "occurred_at" DESC, "id" DESC);
