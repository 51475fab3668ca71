-- CreateTable
CREATE TABLE "interaction_note" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interaction_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply_template" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "shortcut" TEXT NOT NULL,
    "channels" TEXT[],
    "intent" TEXT,
    "rating_min" INTEGER,
    "rating_max" INTEGER,
    "text" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_job" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "priority" TEXT,
    "close_reason" TEXT,
    "state" TEXT NOT NULL DEFAULT 'running',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,

    CONSTRAINT "bulk_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_item" (
    "job_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "seller_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT,
    "template_id" UUID,
    "idempotency_key" TEXT,
    "taken_at" TIMESTAMPTZ(3),
    "reply_id" UUID,
    "result" TEXT,
    "reason" TEXT,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("job_id","position")
);

-- CreateIndex
CREATE INDEX "interaction_note_interaction_id_created_at_idx" ON "interaction_note"("interaction_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "interaction_note_seller_id_idempotency_key_key" ON "interaction_note"("seller_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "reply_template_seller_id_shortcut_key" ON "reply_template"("seller_id", "shortcut");

-- CreateIndex
CREATE INDEX "bulk_job_due_idx" ON "bulk_job"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "bulk_job_seller_id_idempotency_key_key" ON "bulk_job"("seller_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "bulk_item_seller_id_taken_at_idx" ON "bulk_item"("seller_id", "taken_at");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_item_job_id_interaction_id_key" ON "bulk_item"("job_id", "interaction_id");

-- AddForeignKey
ALTER TABLE "interaction_note" ADD CONSTRAINT "interaction_note_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction_note" ADD CONSTRAINT "interaction_note_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction_note" ADD CONSTRAINT "interaction_note_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_template" ADD CONSTRAINT "reply_template_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_job" ADD CONSTRAINT "bulk_job_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_job" ADD CONSTRAINT "bulk_job_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "bulk_job"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;
