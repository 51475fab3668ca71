-- CreateTable
CREATE TABLE "seller" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "marketplace" TEXT NOT NULL DEFAULT 'wb',
    "reply_pending_window_minutes" INTEGER NOT NULL DEFAULT 180,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Moscow',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_membership" (
    "seller_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'owner',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_membership_pkey" PRIMARY KEY ("seller_id","user_id")
);

-- CreateTable
CREATE TABLE "marketplace_connection" (
    "seller_id" UUID NOT NULL,
    "marketplace_seller_id" TEXT NOT NULL,
    "sealed_token" TEXT NOT NULL,
    "token_mask" TEXT NOT NULL,
    "token_type" TEXT NOT NULL,
    "opens_feedbacks" BOOLEAN NOT NULL,
    "opens_chats" BOOLEAN NOT NULL,
    "read_only" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'accepted',
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "marketplace_connection_pkey" PRIMARY KEY ("seller_id")
);

-- CreateTable
CREATE TABLE "sync_state" (
    "seller_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'idle',
    "mode" TEXT NOT NULL DEFAULT 'first',
    "error_code" TEXT,
    "error_detail" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "loaded" INTEGER NOT NULL DEFAULT 0,
    "expected" INTEGER,
    "cursor" JSONB,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sync_state_pkey" PRIMARY KEY ("seller_id","channel")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT 'running',
    "fetched" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "rate_limited" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_detail" TEXT,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_bucket" (
    "key" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "interaction" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "marketplace" TEXT NOT NULL DEFAULT 'wb',
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "customer_id" TEXT,
    "customer_id_kind" TEXT NOT NULL DEFAULT 'none',
    "order_id" TEXT,
    "nm_id" TEXT,
    "product_article" TEXT,
    "product_name" TEXT,
    "subject" TEXT,
    "text" TEXT,
    "rating" INTEGER,
    "status" TEXT NOT NULL,
    "needs_response" BOOLEAN NOT NULL,
    "close_reason" TEXT,
    "priority" TEXT NOT NULL,
    "priority_rank" INTEGER NOT NULL,
    "priority_reason" TEXT,
    "intent" TEXT,
    "intent_method" TEXT,
    "sentiment" TEXT,
    "needs_escalation" BOOLEAN NOT NULL DEFAULT false,
    "escalation_reason" TEXT,
    "sla_target_minutes" INTEGER,
    "sla_due_at" TIMESTAMPTZ(3),
    "first_response_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "source" TEXT NOT NULL DEFAULT 'wb_api',
    "customer_name" TEXT,
    "last_reply_text" TEXT,
    "last_reply_at" TIMESTAMPTZ(3),
    "last_reply_source" TEXT,
    "wb_sync_state" TEXT NOT NULL DEFAULT 'none',
    "is_auto_response" BOOLEAN NOT NULL DEFAULT false,
    "answer_editable_until" TIMESTAMPTZ(3),
    "edit_used" BOOLEAN NOT NULL DEFAULT false,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "extra" JSONB,

    CONSTRAINT "interaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_thread" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "chat_external_id" TEXT NOT NULL,
    "reply_sign" TEXT,
    "customer_name" TEXT,
    "order_id" TEXT,
    "nm_id" TEXT,
    "chat_status" TEXT NOT NULL,
    "unread_count" INTEGER NOT NULL DEFAULT 0,
    "first_message_at" TIMESTAMPTZ(3),
    "last_message_at" TIMESTAMPTZ(3),
    "last_message_preview" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "chat_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_message" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "external_message_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "is_auto" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'sent',
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT,
    "error" TEXT,
    "arrival" BIGSERIAL NOT NULL,
    "reply_id" UUID,

    CONSTRAINT "chat_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply_outbox" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lookups" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "last_error" TEXT,
    "error_detail" TEXT,
    "request_id" TEXT,
    "pre_image" JSONB,
    "before" JSONB,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "unknown_since" TIMESTAMPTZ(3),

    CONSTRAINT "reply_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "response_history" (
    "id" UUID NOT NULL,
    "seller_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "nm_id" TEXT,
    "intent" TEXT,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "source" TEXT NOT NULL,
    "draft_id" TEXT,
    "outcome" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "external_ref" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "response_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_event" (
    "seller_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "interaction_id" UUID,
    "channel" TEXT,
    "actor" TEXT NOT NULL DEFAULT 'system',
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "journal_event_pkey" PRIMARY KEY ("seller_id","seq")
);

-- CreateTable
CREATE TABLE "journal_head" (
    "seller_id" UUID NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "journal_head_pkey" PRIMARY KEY ("seller_id")
);

-- CreateTable
CREATE TABLE "runtime_setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runtime_setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "apikey" (
    "id" TEXT NOT NULL,
    "config_id" TEXT NOT NULL DEFAULT 'default',
    "name" TEXT,
    "start" TEXT,
    "reference_id" TEXT NOT NULL,
    "prefix" TEXT,
    "key" TEXT NOT NULL,
    "refill_interval" INTEGER,
    "refill_amount" INTEGER,
    "last_refill_at" TIMESTAMPTZ(3),
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "rate_limit_enabled" BOOLEAN NOT NULL DEFAULT true,
    "rate_limit_time_window" INTEGER,
    "rate_limit_max" INTEGER,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "remaining" INTEGER,
    "last_request" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "permissions" TEXT,
    "metadata" TEXT,

    CONSTRAINT "apikey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "team_membership_user_id_idx" ON "team_membership"("user_id");

-- CreateIndex
CREATE INDEX "sync_state_due_at_idx" ON "sync_state"("due_at");

-- CreateIndex
CREATE INDEX "sync_run_seller_id_channel_started_at_idx" ON "sync_run"("seller_id", "channel", "started_at" DESC);

-- CreateIndex
CREATE INDEX "interaction_open_idx" ON "interaction"("seller_id", "priority_rank" DESC, "sla_due_at", "occurred_at", "id") WHERE (needs_response);

-- CreateIndex
CREATE INDEX "interaction_open_channel_idx" ON "interaction"("seller_id", "channel") WHERE (needs_response);

-- CreateIndex
CREATE INDEX "interaction_seller_id_occurred_at_needs_response_idx" ON "interaction"("seller_id", "occurred_at" DESC, "needs_response");

-- CreateIndex
CREATE INDEX "interaction_seller_id_channel_occurred_at_idx" ON "interaction"("seller_id", "channel", "occurred_at" DESC);

-- CreateIndex
CREATE INDEX "interaction_seller_id_channel_status_idx" ON "interaction"("seller_id", "channel", "status");

-- CreateIndex
CREATE INDEX "interaction_seller_id_source_idx" ON "interaction"("seller_id", "source");

-- CreateIndex
CREATE INDEX "interaction_seller_id_marketplace_nm_id_occurred_at_idx" ON "interaction"("seller_id", "marketplace", "nm_id", "occurred_at" DESC);

-- CreateIndex
CREATE INDEX "interaction_seller_id_marketplace_customer_id_idx" ON "interaction"("seller_id", "marketplace", "customer_id");

-- CreateIndex
CREATE INDEX "interaction_seller_id_marketplace_order_id_idx" ON "interaction"("seller_id", "marketplace", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "interaction_seller_id_marketplace_channel_external_id_key" ON "interaction"("seller_id", "marketplace", "channel", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_thread_interaction_id_key" ON "chat_thread"("interaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_thread_seller_id_chat_external_id_key" ON "chat_thread"("seller_id", "chat_external_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_message_reply_id_key" ON "chat_message"("reply_id");

-- CreateIndex
CREATE INDEX "chat_message_thread_id_sent_at_arrival_idx" ON "chat_message"("thread_id", "sent_at", "arrival");

-- CreateIndex
CREATE UNIQUE INDEX "chat_message_thread_id_external_message_id_key" ON "chat_message"("thread_id", "external_message_id");

-- CreateIndex
CREATE INDEX "reply_outbox_interaction_id_created_at_idx" ON "reply_outbox"("interaction_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "reply_outbox_due_idx" ON "reply_outbox"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "reply_outbox_seller_id_idempotency_key_key" ON "reply_outbox"("seller_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "reply_outbox_one_unfinished_key" ON "reply_outbox"("interaction_id") WHERE (channel <> 'chat'::text) AND (state = ANY (ARRAY['queued'::text, 'sending'::text, 'retry_wait'::text, 'unknown'::text, 'accepted'::text]));

-- CreateIndex
CREATE INDEX "response_history_seller_id_nm_id_intent_idx" ON "response_history"("seller_id", "nm_id", "intent");

-- CreateIndex
CREATE UNIQUE INDEX "response_history_interaction_id_external_ref_key" ON "response_history"("interaction_id", "external_ref");

-- CreateIndex
CREATE INDEX "journal_event_interaction_id_seq_idx" ON "journal_event"("interaction_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "apikey_config_id_idx" ON "apikey"("config_id");

-- CreateIndex
CREATE INDEX "apikey_reference_id_idx" ON "apikey"("reference_id");

-- CreateIndex
CREATE INDEX "apikey_key_idx" ON "apikey"("key");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- AddForeignKey
ALTER TABLE "team_membership" ADD CONSTRAINT "team_membership_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_membership" ADD CONSTRAINT "team_membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marketplace_connection" ADD CONSTRAINT "marketplace_connection_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_state" ADD CONSTRAINT "sync_state_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interaction" ADD CONSTRAINT "interaction_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_thread" ADD CONSTRAINT "chat_thread_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_thread" ADD CONSTRAINT "chat_thread_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "chat_thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_message" ADD CONSTRAINT "chat_message_reply_id_fkey" FOREIGN KEY ("reply_id") REFERENCES "reply_outbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_outbox" ADD CONSTRAINT "reply_outbox_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_outbox" ADD CONSTRAINT "reply_outbox_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_outbox" ADD CONSTRAINT "reply_outbox_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "response_history" ADD CONSTRAINT "response_history_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "response_history" ADD CONSTRAINT "response_history_interaction_id_fkey" FOREIGN KEY ("interaction_id") REFERENCES "interaction"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_event" ADD CONSTRAINT "journal_event_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_head" ADD CONSTRAINT "journal_head_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

