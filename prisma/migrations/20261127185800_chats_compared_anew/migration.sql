-- Chats that are there already are compared anew: by each two messages that follow each other, and by all that their buyers came with.
INSERT INTO "link_work" ("interaction_id", "seller_id", "due_at", "is_recompute")
SELECT "id", "seller_id", now(), true FROM "interaction" WHERE "channel" = 'chat' AND "buyer_words" LIKE E'%\n%'
ON CONFLICT ("interaction_id") DO NOTHING;
