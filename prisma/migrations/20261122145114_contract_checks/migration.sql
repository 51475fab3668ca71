-- CreateTable
CREATE TABLE "contract_check" (
    "seller_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "at" TIMESTAMPTZ(3),
    "state" TEXT,
    "calls" JSONB NOT NULL DEFAULT '[]',
    "told" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "contract_check_pkey" PRIMARY KEY ("seller_id")
);

-- CreateIndex
CREATE INDEX "contract_check_due_at_idx" ON "contract_check"("due_at");

-- AddForeignKey
ALTER TABLE "contract_check" ADD CONSTRAINT "contract_check_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
