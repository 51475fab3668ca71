-- CreateTable
CREATE TABLE "contract_surprise" (
    "seller_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_surprise_pkey" PRIMARY KEY ("seller_id","channel","kind","name")
);

-- AddForeignKey
ALTER TABLE "contract_surprise" ADD CONSTRAINT "contract_surprise_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
