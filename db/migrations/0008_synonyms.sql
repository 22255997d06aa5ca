CREATE TABLE "synonym_pair" (
	"id" uuid PRIMARY KEY NOT NULL,
	"term" text NOT NULL,
	"synonym" text NOT NULL,
	"term_key" text NOT NULL,
	"synonym_key" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "synonym_pair_state" CHECK ("synonym_pair"."state" in ('active', 'removed')),
	CONSTRAINT "synonym_pair_of_two" CHECK ("synonym_pair"."term_key" <> "synonym_pair"."synonym_key"),
	CONSTRAINT "synonym_pair_term_length" CHECK (char_length("synonym_pair"."term") between 1 and 40),
	CONSTRAINT "synonym_pair_synonym_length" CHECK (char_length("synonym_pair"."synonym") between 1 and 40),
	CONSTRAINT "synonym_pair_note_length" CHECK (char_length("synonym_pair"."note") between 0 and 200)
);
--> statement-breakpoint
ALTER TABLE "synonym_pair" ADD CONSTRAINT "synonym_pair_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "synonym_pair" ADD CONSTRAINT "synonym_pair_updated_by_user_account_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "synonym_pair_once" ON "synonym_pair" USING btree (least("term_key", "synonym_key"),greatest("term_key", "synonym_key")) WHERE state = 'active';