-- CreateTable
CREATE TABLE "sla_target" (
    "seller_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "priority" TEXT,
    "minutes" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sla_target_pkey" PRIMARY KEY ("seller_id","channel","intent")
);

-- AddForeignKey
ALTER TABLE "sla_target" ADD CONSTRAINT "sla_target_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;
