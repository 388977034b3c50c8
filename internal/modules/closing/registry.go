// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

// Treatment is what becomes of a member's rows in a table when the account is
// anonymised.
type Treatment uint8

// The treatments.
const (
	Impersonal Treatment = iota // the table holds nothing about members
	Erased                      // the member's rows are deleted
	Emptied                     // they stay, without what is personal in them
	Kept                        // they stay as they are: they only name the placeholder
	Scrubbed                    // any row may quote a member: the words are taken out
	Dropped                     // any row may quote a member: such rows are deleted
)

// Table declares what the platform holds of members in a table of the database.
//
// Conditions and expressions are SQL in which ?0 is the member, ?1 the list of
// his or her addresses, ?2 the placeholder address, ?3 the present instant.
type Table struct {
	Name      string
	Treatment Treatment
	Why       string // reason for what stays

	Rows  string   // which rows are the member's; of Erased and Emptied
	Empty []string // "column = expression", of Emptied

	Key    string   // the column that tells rows apart; of Scrubbed and Dropped
	Quotes []string // the columns that may quote a member; likewise

	Copied string   // which rows are in the copy of a member's data; "" for none
	Hidden []string // columns that are not: secrets, and what is others'
}

const (
	ofMember  = "member_id = ?0"
	ofAddress = "email IN (?1)"
)

// Tables declares every table of the program, in the order in which they are
// treated: what refers to another table comes before it.
func Tables() []Table {
	var all []Table
	for _, part := range [][]Table{credentials(), personal(), desk(), published(), business(), traces(), impersonal(), account()} {
		all = append(all, part...)
	}
	return all
}

// credentials are what lets a member in, and what was sent for that.
func credentials() []Table {
	return []Table{
		{Name: "sessions", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"token_hash", "data"}},
		{Name: "account_tokens", Treatment: Erased, Rows: ofMember + " OR " + ofAddress},
		{
			Name: "account_letters", Treatment: Erased, Rows: ofMember + " OR recipient IN (?1)",
			Copied: ofMember, Hidden: []string{"details"},
		},
		{Name: "one_time_codes", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"secret", "last_step"}},
		{Name: "recovery_codes", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"hash"}},
		{Name: "passkeys", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"credential", "credential_id"}},
		{Name: "personal_feeds", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"token_hash"}},
		{Name: "calendar_feeds", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"token_hash"}},
		// Attempts come from whoever made them: they are in no copy.
		{Name: "sign_in_failures", Treatment: Erased, Rows: ofAddress},
		{Name: "account_attempts", Treatment: Impersonal, Why: "sums only, for a day"},
	}
}

// personal is what members say and do.
func personal() []Table {
	return []Table{
		{Name: "member_roles", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{Name: "notice_choices", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{
			Name: "follows", Treatment: Erased, Rows: "follower_id = ?0 OR kind = 'member' AND target_id = ?0",
			Copied: "follower_id = ?0",
		},
		{Name: "post_views", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{Name: "participations", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"decided_by", "badge_code"}},
		{Name: "event_views", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{Name: "event_shares", Treatment: Kept, Why: "counted; says nothing of who it was", Copied: ofMember},
		{Name: "event_likes", Treatment: Kept, Why: "counted; says nothing of who it was", Copied: ofMember},
		{Name: "post_shares", Treatment: Kept, Why: "counted; says nothing of who it was", Copied: ofMember},
		{Name: "likes", Treatment: Kept, Why: "counted; says nothing of who it was", Copied: ofMember},
		{
			Name: "registration_drafts", Treatment: Erased, Rows: ofMember + " OR " + ofAddress,
			Copied: ofMember + " OR " + ofAddress, Hidden: []string{"token_hash", "password_hash"},
		},
		{Name: "profile_proposals", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{
			Name: "organisation_invitations", Treatment: Erased, Rows: ofAddress,
			Copied: ofAddress, Hidden: []string{"invited_by"},
		},
		{Name: "data_archives", Treatment: Erased, Rows: ofMember},
		{Name: "inactivity_notices", Treatment: Erased, Rows: ofMember, Copied: ofMember},
	}
}

// desk is what the editorial team writes about members.
func desk() []Table {
	return []Table{
		{Name: "review_notes", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"author_id"}},
		{Name: "review_assignments", Treatment: Erased, Rows: ofMember + " OR reviewer_id = ?0"},
		{Name: "review_letters", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{
			Name: "member_lookup", Treatment: Emptied, Rows: ofMember,
			Empty: []string{"card_key = ''", "phone_key = ''"}, Why: "names and address follow the member's by themselves",
		},
	}
}

// unpublished are the articles and events that nobody but their author has seen.
const unpublished = "owner_id = ?0 AND published_at IS NULL"

// published is what members write. What was published stays, under the name
// « Membre supprimé » (spec 02 §13).
func published() []Table {
	return []Table{
		{
			Name: "article_images", Treatment: Erased, Rows: "article_id IN (SELECT id FROM articles WHERE " + unpublished + ")",
			Copied: "owner_id = ?0", Why: "pictures of published articles",
		},
		{
			Name: "press_release_images", Treatment: Erased, Rows: "release_id IN (SELECT id FROM press_releases WHERE " + unpublished + ")",
			Copied: "owner_id = ?0", Why: "pictures of published press releases",
		},
		{
			Name: "press_releases", Treatment: Erased, Rows: unpublished,
			Copied: "owner_id = ?0", Hidden: []string{"scheduled_by"}, Why: "published press releases",
		},
		{Name: "articles", Treatment: Erased, Rows: unpublished, Copied: "owner_id = ?0", Why: "published articles"},
		{Name: "pitch_offers", Treatment: Emptied, Rows: "editor_id = ?0", Empty: []string{"message = ''"}, Copied: "editor_id = ?0", Why: "terms that were negotiated"},
		{
			Name: "assignments", Treatment: Erased, Rows: "owner_id = ?0 AND commissioner_id = ?0", Copied: "owner_id = ?0 OR commissioner_id = ?0",
			Why: "what one party has ordered from the other", Hidden: []string{"closed_by"},
		},
		{Name: "pitches", Treatment: Erased, Rows: "owner_id = ?0", Copied: "owner_id = ?0", Hidden: []string{"answered_by"}},
		{Name: "revisions", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"sum"}},
		{Name: "working_copies", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{Name: "edit_leases", Treatment: Erased, Rows: ofMember},
		{
			Name: "event_images", Treatment: Erased, Rows: "event_id IN (SELECT id FROM events WHERE " + unpublished + ")",
			Copied: "owner_id = ?0", Why: "pictures of published events",
		},
		{Name: "events", Treatment: Erased, Rows: unpublished, Copied: "owner_id = ?0", Why: "published events"},
		{Name: "event_posts", Treatment: Kept, Why: "published", Copied: "owner_id = ?0"},
		{Name: "event_tags", Treatment: Kept, Why: "of published events, whose copy has them"},
		{Name: "comment_reports", Treatment: Erased, Rows: "reporter_id = ?0", Copied: "reporter_id = ?0", Hidden: []string{"decided_by"}},
		{
			Name: "comments", Treatment: Erased, Rows: "owner_id = ?0 AND (deleted_at IS NOT NULL OR hidden_at IS NOT NULL)",
			Copied: "owner_id = ?0", Why: "published comments",
		},
		{Name: "posts", Treatment: Kept, Why: "published", Copied: "owner_id = ?0"},
		{Name: "post_tags", Treatment: Kept, Why: "of published posts, whose copy has them"},
		{Name: "cms_pages", Treatment: Kept, Why: "texts of the site"},
		{Name: "cms_revisions", Treatment: Kept, Why: "texts of the site"},
		{Name: "media_files", Treatment: Kept, Why: "files of published content; a member's own go before"},
		{Name: "media_renditions", Treatment: Kept, Why: "likewise"},
		{Name: "media_links", Treatment: Kept, Why: "likewise"},
	}
}

// business is what members do for organisations. Accounts are kept by law,
// without what would tell who the person was.
func business() []Table {
	people := []string{"owner_job_title = ''", "owner_phone = ''"}
	payer := []string{
		"payer_first_name = ''", "payer_last_name = ''", "payer_service = ''", "payer_email = ''",
		"payer_phone = ''", "payer_address = ''",
	}
	return []Table{
		{Name: "wall_applications", Treatment: Erased, Rows: ofMember, Copied: ofMember},
		{Name: "wall_roles", Treatment: Erased, Rows: ofMember, Copied: ofMember, Hidden: []string{"invited_by"}},
		{
			Name: "subscriptions", Treatment: Emptied, Why: "accounts",
			Rows:  "payer_email IN (?1) OR wall_id IN (SELECT id FROM business_walls WHERE payer_id = ?0 OR owner_id = ?0)",
			Empty: []string{"payer_email = ''", "contact = '{}'", "session_url = ''"},
			// Others may pay for the wall one owns: their address is theirs.
			Copied: "payer_email IN (?1)", Hidden: []string{"session_id", "session_url", "contact"},
		},
		{
			Name: "business_walls", Treatment: Emptied, Rows: "owner_id = ?0 OR payer_id = ?0", Empty: append(people, payer...),
			Why: "an organisation's, not a member's", Copied: "owner_id = ?0", Hidden: []string{
				"payer_id", "payer_first_name", "payer_last_name", "payer_service", "payer_email", "payer_phone", "payer_address",
				"verified_by", "verification_comment",
			},
		},
		{Name: "billing_details", Treatment: Emptied, Rows: ofAddress, Empty: []string{"email = ''"}, Why: "accounts of an organisation"},
		{Name: "billing_events", Treatment: Scrubbed, Key: "id", Quotes: []string{"facts"}, Why: "accounts"},
		{Name: "sandbox_objects", Treatment: Scrubbed, Key: "id", Quotes: []string{"data"}, Why: "accounts, of demonstrations"},
		{Name: "partnerships", Treatment: Kept, Why: "between organisations"},
	}
}

// traces are what the machinery keeps for a while.
func traces() []Table {
	return []Table{
		{Name: "notifications", Treatment: Erased, Rows: "receiver_id = ?0", Copied: "receiver_id = ?0", Key: "id", Quotes: []string{"args"}},
		{Name: "email_log", Treatment: Erased, Rows: "recipient IN (?1)", Copied: "recipient IN (?1)"},
		{Name: "mail_messages", Treatment: Dropped, Key: "id", Quotes: []string{"recipient", "subject", "html", "text", "headers"}},
		{Name: "outbox_events", Treatment: Scrubbed, Key: "sequence", Quotes: []string{"payload"}, Why: "ids only, for 30 days"},
		{Name: "river_job", Treatment: Dropped, Key: "id", Quotes: []string{"args", "errors", "metadata"}, Why: "ids only"},
		{
			Name: "audit_entries", Treatment: Emptied, Rows: "actor_id = ?0", Empty: []string{"ip = ''"}, Key: "id", Quotes: []string{"details"},
			Why: "the trace of what was done, for 5 years", Copied: "actor_id = ?0",
		},
	}
}

// impersonal are the tables that hold nothing about members.
func impersonal() []Table {
	var list []Table
	for _, name := range []string{
		"organisations", "tags", "vocabulary_entries", "feed_versions", "wall_images", "billing_products", "billing_prices", "terms_editions",
		"outbox_position", "goose_db_version", "river_client", "river_client_queue", "river_leader", "river_migration",
		"river_notification", "river_queue",
	} {
		list = append(list, Table{Name: name, Treatment: Impersonal})
	}
	return list
}

// account comes last: the other tables are found by what it holds.
func account() []Table {
	return []Table{
		{
			Name: "profiles", Treatment: Emptied, Rows: ofMember, Copied: ofMember, Empty: []string{
				"survey_profile = ''", "code = ''", "label = ''", "community = ''", "contact_type = ''", "display_level = 0",
				"job_title = ''", "presentation = ''", "personal = '{}'", "professional = '{}'", "matchmaking = '{}'",
				"hobbies = '{}'", "wall_interest = '{}'", "contact_visibility = '{}'", "modified_at = ?3",
			},
		},
		{
			Name: "members", Treatment: Emptied, Rows: "id = ?0", Copied: "id = ?0", Hidden: []string{"password_hash"}, Empty: []string{
				"email = ?2", "former_email = ''", "recovery_email = ''", "password_hash = ''", "active = FALSE", `gender = '\?'`,
				"first_name = 'Membre'", "last_name = 'supprimé'", "photo = ''", "photo_credit = ''", "cover = ''", "cover_credit = ''",
				"press_card = ''", "mobile = ''", "organisation_id = NULL", "selected_wall_id = NULL", "status = ''", "karma = 0",
				"follower_count = 0", "login_count = 0", "last_login_at = NULL", "email_verified_at = NULL",
				"validation_status = 'Membre supprimé'", "closing_at = NULL", "anonymised_at = ?3", "modified_at = ?3",
			}, Why: "the dates, and the terms that were accepted",
		},
	}
}
