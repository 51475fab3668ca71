-- Reviews in fields are compared anew, without our labels of the fields; and whoever gave a name, since a short one may be his.
INSERT INTO "link_work" ("interaction_id", "seller_id", "due_at", "is_recompute")
SELECT "id", "seller_id", now(), true FROM "interaction"
WHERE ("channel" = 'review' AND "text" ~ '(^|\n)(Плюсы|Минусы): ') OR ("channel" = 'chat' AND "customer_name" IS NOT NULL)
ON CONFLICT ("interaction_id") DO NOTHING;
