package quickbloxtest

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
)

// credentials are the body of POST /login.json.
type credentials struct {
	Login         string         `json:"login"`
	Email         string         `json:"email"`
	Password      string         `json:"password"`
	Provider      string         `json:"provider"`
	Keys          *keys          `json:"keys"`
	FirebasePhone *firebasePhone `json:"firebase_phone"`
}

type keys struct {
	Token  string `json:"token"`
	Secret string `json:"secret"`
}

type firebasePhone struct {
	ProjectID   string `json:"project_id"`
	AccessToken string `json:"access_token"`
}

// find returns the user of credentials, nil if they are wrong. known is false if they
// are in none of the documented forms.
func (s *Server) find(in credentials) (u *user, known bool) {
	own := in.Password != "" && in.Provider == "" && in.Keys == nil && in.FirebasePhone == nil
	others := in.Password == "" && in.Login == "" && in.Email == ""
	switch phone, keys := in.FirebasePhone, in.Keys; {
	case own && in.Login != "" && in.Email == "":
		return s.first(func(u *user) bool { return u.Login == in.Login && u.Password == in.Password }), true
	case own && in.Email != "" && in.Login == "":
		return s.first(func(u *user) bool { return u.Email == in.Email && u.Password == in.Password }), true
	case others && in.Provider == "facebook" && phone == nil && keys != nil && keys.Token != "":
		return s.first(func(u *user) bool { return u.Facebook == keys.Token }), true
	case others && in.Provider == "firebase_phone" && keys == nil && phone != nil && phone.ProjectID != "" && phone.AccessToken != "":
		return s.phoneUser(*phone), true
	default:
		return nil, false
	}
}

func (s *Server) first(is func(*user) bool) *user {
	if i := slices.IndexFunc(s.users, is); i >= 0 {
		return s.users[i]
	}
	return nil
}

// phoneUser finds the user of a Firebase ID token, or makes one; nil if the token
// is not good.
func (s *Server) phoneUser(in firebasePhone) *user {
	var payload struct {
		Issuer   string `json:"iss"`
		Audience string `json:"aud"`
		Expires  int64  `json:"exp"`
		Phone    string `json:"phone_number"`
		Firebase struct {
			Provider string `json:"sign_in_provider"`
		} `json:"firebase"`
	}
	parts := strings.Split(in.AccessToken, ".")
	if s.config.Firebase == "" || in.ProjectID != s.config.Firebase || len(parts) != 3 {
		return nil
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(parts[1])
	if err != nil || json.Unmarshal(data, &payload) != nil {
		return nil
	}
	switch {
	case payload.Audience != in.ProjectID,
		payload.Issuer != "https://securetoken.google.com/"+in.ProjectID,
		payload.Expires <= s.config.Now().Unix(),
		payload.Phone == "",
		payload.Firebase.Provider != "phone":
		return nil
	}
	if u := s.first(func(u *user) bool { return u.Phone == payload.Phone }); u != nil {
		return u
	}
	return s.add(Account{Phone: payload.Phone})
}
