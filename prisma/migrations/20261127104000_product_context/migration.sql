-- CreateTable
CREATE TABLE "product_context_daily" (
    "seller_id" UUID NOT NULL,
    "nm_id" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "unanswered" INTEGER NOT NULL,
    "rated_count" INTEGER NOT NULL,
    "rating_sum" INTEGER NOT NULL,
    "intents" JSONB NOT NULL,
    "complaints" JSONB NOT NULL,

    CONSTRAINT "product_context_daily_pkey" PRIMARY KEY ("seller_id","nm_id","date","channel","source")
);

-- CreateTable
CREATE TABLE "product_context_work" (
    "id" BIGSERIAL NOT NULL,
    "seller_id" UUID NOT NULL,
    "nm_id" TEXT NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "product_context_work_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "product_context_work_seller_id_idx" ON "product_context_work"("seller_id");

-- AddForeignKey
ALTER TABLE "product_context_daily" ADD CONSTRAINT "product_context_daily_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_context_work" ADD CONSTRAINT "product_context_work_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "seller"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever adds or changes an item, the days that its product's figures hang on are noted with it: no writer has to think of it, and
-- none can forget it. Only what the figures look at counts, so that the clock's own changes cost nothing.
CREATE FUNCTION note_days_of_added_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO product_context_work (seller_id, nm_id, date)
  SELECT DISTINCT added.seller_id, added.nm_id, (added.occurred_at AT TIME ZONE seller.time_zone)::date
  FROM added JOIN seller ON seller.id = added.seller_id
  WHERE added.nm_id IS NOT NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER interaction_is_added_to_its_product
AFTER INSERT ON interaction
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION note_days_of_added_items();

CREATE FUNCTION note_days_of_changed_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO product_context_work (seller_id, nm_id, date)
  SELECT DISTINCT NEW.seller_id, side.nm_id, (side.at AT TIME ZONE seller.time_zone)::date
  FROM (VALUES (OLD.nm_id, OLD.occurred_at), (NEW.nm_id, NEW.occurred_at)) AS side (nm_id, at)
  JOIN seller ON seller.id = NEW.seller_id
  WHERE side.nm_id IS NOT NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER interaction_is_changed_in_its_product
AFTER UPDATE ON interaction
FOR EACH ROW
WHEN (
  (OLD.nm_id, OLD.occurred_at, OLD.source, OLD.needs_response, OLD.rating, OLD.intent, OLD.sentiment)
  IS DISTINCT FROM (NEW.nm_id, NEW.occurred_at, NEW.source, NEW.needs_response, NEW.rating, NEW.intent, NEW.sentiment)
)
EXECUTE FUNCTION note_days_of_changed_item();

-- What is here already is counted once.
INSERT INTO product_context_work (seller_id, nm_id, date)
SELECT DISTINCT interaction.seller_id, interaction.nm_id, (interaction.occurred_at AT TIME ZONE seller.time_zone)::date
FROM interaction JOIN seller ON seller.id = interaction.seller_id
WHERE interaction.nm_id IS NOT NULL;
