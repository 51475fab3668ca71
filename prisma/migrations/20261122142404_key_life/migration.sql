-- A shop belongs to one seller of ours: whoever connected it first keeps it, the others may connect their own.
CREATE TEMPORARY TABLE later_connection ON COMMIT DROP AS
SELECT later.seller_id FROM marketplace_connection AS later JOIN marketplace_connection AS earlier
  ON earlier.marketplace_seller_id = later.marketplace_seller_id
  AND (earlier.connected_at, earlier.seller_id) < (later.connected_at, later.seller_id);
UPDATE sync_state SET due_at = NULL, status = 'idle' WHERE seller_id IN (SELECT seller_id FROM later_connection);
DELETE FROM marketplace_connection WHERE seller_id IN (SELECT seller_id FROM later_connection);

-- AlterTable
ALTER TABLE "marketplace_connection" ADD COLUMN     "expiry_warned_days" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "marketplace_connection_marketplace_seller_id_key" ON "marketplace_connection"("marketplace_seller_id");
