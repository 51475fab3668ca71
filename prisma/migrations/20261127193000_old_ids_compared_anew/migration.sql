-- Links by old ids of buyers are judged anew: names of two people outweigh them.
INSERT INTO "link_work" ("interaction_id", "seller_id", "due_at", "is_recompute")
SELECT "id", "seller_id", now(), true FROM "interaction" WHERE "customer_id_kind" = 'legacy_client_id'
ON CONFLICT ("interaction_id") DO NOTHING;
