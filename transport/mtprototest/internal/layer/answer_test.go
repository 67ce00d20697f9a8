package layer_test

import (
	"maps"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

var (
	ada = fake.User{ID: 1 << 40, Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace"}
	bob = fake.User{ID: 7, Phone: "+9996620002"}
	eve = fake.User{ID: 8, FirstName: "Eve", Bot: true}
)

func userObject(u fake.User) tltext.Object {
	o := tltext.Object{
		"_": "user", "self": true, "id": u.ID, "access_hash": layer.AccessHash(u),
		"first_name": u.FirstName,
	}
	if u.Phone != "" {
		o["phone"] = u.Phone[1:]
	}
	if u.Bot {
		o["bot"], o["bot_info_version"] = true, 0
	}
	if u.LastName != "" {
		o["last_name"] = u.LastName
	}
	return o
}

func TestUsers(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		got := decode(t, l, schema, "Vector<User>", l.Users(ada, bob, eve), nil)
		require.Equal(t, []any{userObject(ada), userObject(bob), userObject(eve)}, got)
		require.Equal(t, []any{}, decode(t, l, schema, "Vector<User>", l.Users(), nil))

		got = decode(t, l, schema, "users.UserFull", l.FullUser(ada), nil)
		require.Equal(t, tltext.Object{
			"_": "users.userFull", "chats": []any{}, "users": []any{userObject(ada)},
			"full_user": tltext.Object{
				"_": "userFull", "id": ada.ID, "common_chats_count": 0,
				"settings": tltext.Object{"_": "peerSettings"}, "notify_settings": tltext.Object{"_": "peerNotifySettings"},
			},
		}, got)
	})
}

func TestAuthorization(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer fake.Authorization
		want   tltext.Object // beside the user
	}{
		{"bare", fake.Authorization{}, nil},
		{"password to be set up", fake.Authorization{SetupPasswordRequired: true, OtherwiseReloginDays: 7}, tltext.Object{
			"setup_password_required": true, "otherwise_relogin_days": 7,
		}},
		{"at once", fake.Authorization{SetupPasswordRequired: true}, tltext.Object{
			"setup_password_required": true, "otherwise_relogin_days": 0,
		}},
		{"temporary sessions", fake.Authorization{TmpSessions: 3}, tltext.Object{"tmp_sessions": 3}},
		{"future token", fake.Authorization{FutureAuthToken: "later\x00"}, tltext.Object{"future_auth_token": []byte("later\x00")}},
		{
			"all", fake.Authorization{SetupPasswordRequired: true, OtherwiseReloginDays: 1, TmpSessions: 2, FutureAuthToken: "x"},
			tltext.Object{
				"setup_password_required": true, "otherwise_relogin_days": 1, "tmp_sessions": 2, "future_auth_token": []byte("x"),
			},
		},
	} {
		tt.answer.User = ada
		t.Run(tt.name, func(t *testing.T) {
			inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
				signedIn := tltext.Object{"_": "auth.authorization", "user": userObject(ada)}
				maps.Copy(signedIn, tt.want)
				if !schema.Has("auth.authorization", "future_auth_token") {
					delete(signedIn, "future_auth_token")
				}
				got := decode(t, l, schema, "auth.Authorization", l.Authorization(tt.answer), nil)
				require.Equal(t, signedIn, got)

				answer, err := l.SentCodeSuccess(fake.SentCodeSuccess{Authorization: tt.answer})
				if !schema.Has("auth.sentCodeSuccess") {
					require.ErrorIs(t, err, layer.ErrTooOld)
					return
				}
				got = decode(t, l, schema, "auth.SentCode", answer, err)
				require.Equal(t, tltext.Object{"_": "auth.sentCodeSuccess", "authorization": signedIn}, got)
			})
		})
	}
}

func TestSentCode(t *testing.T) {
	sent := fake.SentCode{
		Hash: "some hash", Length: 5, Pattern: "*12*", Prefix: "1234", URL: "url of the code", Beginning: "be",
		Timeout: 90 * time.Second,
	}
	kinds := map[codes.Delivery]tltext.Object{
		codes.App:         {"_": "auth.sentCodeTypeApp", "length": 5},
		codes.SMS:         {"_": "auth.sentCodeTypeSms", "length": 5},
		codes.Call:        {"_": "auth.sentCodeTypeCall", "length": 5},
		codes.FlashCall:   {"_": "auth.sentCodeTypeFlashCall", "pattern": "*12*"},
		codes.MissedCall:  {"_": "auth.sentCodeTypeMissedCall", "prefix": "1234", "length": 5},
		codes.FragmentSMS: {"_": "auth.sentCodeTypeFragmentSms", "url": "url of the code", "length": 5},
		codes.FirebaseSMS: {"_": "auth.sentCodeTypeFirebaseSms", "length": 5},
		codes.SMSWord:     {"_": "auth.sentCodeTypeSmsWord", "beginning": "be"},
		codes.SMSPhrase:   {"_": "auth.sentCodeTypeSmsPhrase", "beginning": "be"},
		codes.Mail:        {"_": "auth.sentCodeTypeEmailCode", "email_pattern": "*12*", "length": 5},
	}
	next := map[codes.Delivery]string{
		codes.NoDelivery: "", codes.SMS: "auth.codeTypeSms", codes.Call: "auth.codeTypeCall",
		codes.FlashCall: "auth.codeTypeFlashCall", codes.MissedCall: "auth.codeTypeMissedCall",
		codes.FragmentSMS: "auth.codeTypeFragmentSms",
	}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		for delivery, kind := range kinds {
			for then, constructor := range next {
				sent.Delivery, sent.Next = delivery, then
				answer, err := l.SentCode(sent)
				if !schema.Has(kind["_"].(string)) {
					require.ErrorIs(t, err, layer.ErrTooOld, "layer %d, %v", l, delivery)
					continue
				}
				want := tltext.Object{"_": "auth.sentCode", "type": kind, "phone_code_hash": "some hash", "timeout": 90}
				if schema.Has(constructor) {
					want["next_type"] = tltext.Object{"_": constructor}
				}
				require.Equal(t, want, decode(t, l, schema, "auth.SentCode", answer, err))
			}
		}
	})
}

// Of a login e-mail, a layer hears what it has words for.
func TestSentCodeByEmail(t *testing.T) {
	const kind = "auth.sentCodeTypeEmailCode"
	pending := time.Unix(1700000000, 0)
	for _, tt := range []struct {
		name   string
		answer fake.SentCode
		want   tltext.Object
	}{
		{"bare", fake.SentCode{}, nil},
		{"Apple", fake.SentCode{Apple: true}, tltext.Object{"apple_signin_allowed": true}},
		{"Google", fake.SentCode{Google: true}, tltext.Object{"google_signin_allowed": true}},
		{"reset later", fake.SentCode{ResetAvailable: true, ResetAfter: 48 * time.Hour}, tltext.Object{"reset_available_period": 172800}},
		{"reset at once", fake.SentCode{ResetAvailable: true}, tltext.Object{"reset_available_period": 0}},
		{"reset pending", fake.SentCode{ResetPending: pending}, tltext.Object{"reset_pending_date": 1700000000}},
		{
			"all", fake.SentCode{
				Apple: true, Google: true, ResetAvailable: true, ResetAfter: time.Minute, ResetPending: pending,
			},
			tltext.Object{
				"apple_signin_allowed": true, "google_signin_allowed": true,
				"reset_available_period": 60, "reset_pending_date": 1700000000,
			},
		},
	} {
		tt.answer.Hash, tt.answer.Delivery, tt.answer.Pattern, tt.answer.Length = "h", codes.Mail, "a***@e***.com", 6
		t.Run(tt.name, func(t *testing.T) {
			inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
				answer, err := l.SentCode(tt.answer)
				if !schema.Has(kind) {
					require.ErrorIs(t, err, layer.ErrTooOld)
					return
				}
				want := tltext.Object{"_": kind, "email_pattern": "a***@e***.com", "length": 6}
				for field, v := range tt.want {
					if schema.Has(kind, field) {
						want[field] = v
					}
				}
				require.Equal(t, tltext.Object{"_": "auth.sentCode", "type": want, "phone_code_hash": "h"},
					decode(t, l, schema, "auth.SentCode", answer, err))
			})
		})
	}
}

func TestSetUpEmailRequired(t *testing.T) {
	const kind = "auth.sentCodeTypeSetUpEmailRequired"
	for _, tt := range []struct {
		answer fake.SentCode
		want   tltext.Object
	}{
		{fake.SentCode{}, tltext.Object{"_": kind}},
		{fake.SentCode{Apple: true}, tltext.Object{"_": kind, "apple_signin_allowed": true}},
		{fake.SentCode{Google: true}, tltext.Object{"_": kind, "google_signin_allowed": true}},
	} {
		tt.answer.Hash, tt.answer.SetUpEmail = "h", true
		inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
			answer, err := l.SentCode(tt.answer)
			if !schema.Has(kind) {
				require.ErrorIs(t, err, layer.ErrTooOld)
				return
			}
			require.Equal(t, tltext.Object{"_": "auth.sentCode", "type": tt.want, "phone_code_hash": "h"},
				decode(t, l, schema, "auth.SentCode", answer, err))
		})
	}
}

// What follows a verified address is a sent code of the same layer.
func TestEmailVerifiedLogin(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		sent, err := l.SentCode(fake.SentCode{Hash: "h", Delivery: codes.SMS, Length: 5})
		require.NoError(t, err)
		answer, err := l.EmailVerifiedLogin("ada@example.com", sent)
		if !schema.Has("account.emailVerifiedLogin") {
			require.ErrorIs(t, err, layer.ErrTooOld)
			return
		}
		require.Equal(t, tltext.Object{
			"_": "account.emailVerifiedLogin", "email": "ada@example.com", "sent_code": tltext.Object{
				"_": "auth.sentCode", "type": tltext.Object{"_": "auth.sentCodeTypeSms", "length": 5}, "phone_code_hash": "h",
			},
		}, decode(t, l, schema, "account.EmailVerified", answer, err))
	})
}

// What an account does not announce is not there.
func TestSentCodeBare(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		if !schema.Has("auth.sentCodeTypeSmsWord") {
			return
		}
		answer, err := l.SentCode(fake.SentCode{Hash: "h", Delivery: codes.SMSWord})
		require.Equal(t, tltext.Object{
			"_": "auth.sentCode", "type": tltext.Object{"_": "auth.sentCodeTypeSmsWord"}, "phone_code_hash": "h",
		}, decode(t, l, schema, "auth.SentCode", answer, err))
	})
	_, err := layer.Newest.SentCode(fake.SentCode{})
	require.ErrorContains(t, err, "auth.SentCodeType")
	_, err = layer.Newest.SentCode(fake.SentCode{Delivery: codes.App, Next: codes.App})
	require.ErrorContains(t, err, "auth.CodeType")
}

func TestPassword(t *testing.T) {
	algo := tltext.Object{
		"_":     "passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow",
		"salt1": []byte{1}, "salt2": []byte{2}, "g": 3, "p": []byte{4},
	}
	p := &tg.AccountPassword{
		NewAlgo: &tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow{
			Salt1: []byte{1}, Salt2: []byte{2}, G: 3, P: []byte{4},
		},
		NewSecureAlgo: &tg.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000{Salt: []byte{5}},
		SecureRandom:  []byte{6},
	}
	without := tltext.Object{
		"_": "account.password", "new_algo": algo, "secure_random": []byte{6},
		"new_secure_algo": tltext.Object{"_": "securePasswordKdfAlgoPBKDF2HMACSHA512iter100000", "salt": []byte{5}},
	}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		answer, err := l.Password(p)
		require.Equal(t, without, decode(t, l, schema, "account.Password", answer, err))
	})

	p.SetHasPassword(true)
	p.SetCurrentAlgo(p.NewAlgo)
	p.SetSRPB([]byte{7})
	p.SetSRPID(8)
	p.SetHint("a hint")
	p.SetHasRecovery(true)
	p.SetHasSecureValues(true)
	p.SetPendingResetDate(9)
	with := tltext.Object{
		"has_password": true, "current_algo": algo, "srp_B": []byte{7}, "srp_id": int64(8), "hint": "a hint",
		"has_recovery": true, "has_secure_values": true, "pending_reset_date": 9,
	}
	for field, v := range without {
		with[field] = v
	}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		answer, err := l.Password(p)
		require.Equal(t, with, decode(t, l, schema, "account.Password", answer, err))
	})
}

// Each number has a value of its own, so that none can take another's place.
func TestConfig(t *testing.T) {
	c := &tg.Config{
		Date: 1, Expires: 2, ThisDC: 3, ChatSizeMax: 4, MegagroupSizeMax: 5, ForwardedCountMax: 6,
		OnlineUpdatePeriodMs: 7, OfflineBlurTimeoutMs: 8, OfflineIdleTimeoutMs: 9, OnlineCloudTimeoutMs: 10,
		NotifyCloudDelayMs: 11, NotifyDefaultDelayMs: 12, PushChatPeriodMs: 13, PushChatLimit: 14,
		EditTimeLimit: 15, RevokeTimeLimit: 16, RevokePmTimeLimit: 17, RatingEDecay: 18, StickersRecentLimit: 19,
		ChannelsReadMediaPeriod: 20, CallReceiveTimeoutMs: 21, CallRingTimeoutMs: 22, CallConnectTimeoutMs: 23,
		CallPacketTimeoutMs: 24, CaptionLengthMax: 25, MessageLengthMax: 26, WebfileDCID: 27,
		TestMode: true, DCTxtDomainName: "txt", MeURLPrefix: "me",
		DCOptions: []tg.DCOption{{ID: 2, IPAddress: "127.0.0.1", Port: 4000, Static: true}, {ID: 4, IPAddress: "::1", Port: 1, Ipv6: true}},
	}
	want := tltext.Object{
		"_": "config", "date": 1, "expires": 2, "this_dc": 3, "chat_size_max": 4, "megagroup_size_max": 5, "forwarded_count_max": 6,
		"online_update_period_ms": 7, "offline_blur_timeout_ms": 8, "offline_idle_timeout_ms": 9, "online_cloud_timeout_ms": 10,
		"notify_cloud_delay_ms": 11, "notify_default_delay_ms": 12, "push_chat_period_ms": 13, "push_chat_limit": 14,
		"edit_time_limit": 15, "revoke_time_limit": 16, "revoke_pm_time_limit": 17, "rating_e_decay": 18, "stickers_recent_limit": 19,
		"channels_read_media_period": 20, "call_receive_timeout_ms": 21, "call_ring_timeout_ms": 22, "call_connect_timeout_ms": 23,
		"call_packet_timeout_ms": 24, "caption_length_max": 25, "message_length_max": 26, "webfile_dc_id": 27,
		"test_mode": true, "dc_txt_domain_name": "txt", "me_url_prefix": "me",
		"dc_options": []any{
			tltext.Object{"_": "dcOption", "id": 2, "ip_address": "127.0.0.1", "port": 4000, "static": true},
			tltext.Object{"_": "dcOption", "id": 4, "ip_address": "::1", "port": 1, "ipv6": true},
		},
	}
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		answer, err := l.Config(c)
		got := decode(t, l, schema, "Config", answer, err).(tltext.Object)
		for _, gone := range []string{"saved_gifs_limit", "stickers_faved_limit", "pinned_dialogs_count_max", "pinned_infolder_count_max"} {
			if schema.Has("config", gone) {
				require.Positive(t, got[gone], gone)
				delete(got, gone)
			}
		}
		require.Equal(t, want, got)
	})
}
