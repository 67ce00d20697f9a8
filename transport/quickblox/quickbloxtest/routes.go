package quickbloxtest

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // QuickBlox' default
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/transport/webtest"
)

// window is how far a request's timestamp may be from the server's clock.
const window = time.Hour

// refusal is an error as QuickBlox' servers have been seen to send it.
func refusal(status int, texts ...string) webtest.Response {
	return webtest.Response{Status: status, Body: map[string]any{"errors": texts}}
}

// baseRefusal is the same in its other shape.
func baseRefusal(status int, text string) webtest.Response {
	return webtest.Response{Status: status, Body: map[string]any{"errors": map[string]any{"base": []string{text}}}}
}

// isJSON reports whether a request has a body of JSON, read into v.
func isJSON(r *webtest.Request, v any) bool {
	return r.Kind() == "application/json" && r.JSON(v) == nil
}

// open is POST /session.json.
func (s *Server) open(r *webtest.Request) webtest.Response {
	var in struct {
		ApplicationID string `json:"application_id"`
		AuthKey       string `json:"auth_key"`
		Timestamp     string `json:"timestamp"`
		Nonce         string `json:"nonce"`
		Signature     string `json:"signature"`
	}
	if !isJSON(r, &in) {
		return refusal(http.StatusBadRequest, "Bad request")
	}
	// The fields in the order of their names.
	message := "application_id=" + in.ApplicationID + "&auth_key=" + in.AuthKey + "&nonce=" + in.Nonce + "&timestamp=" + in.Timestamp
	now, pair := s.config.Now(), [2]string{in.Timestamp, in.Nonce}
	seconds, err := strconv.ParseInt(in.Timestamp, 10, 64)
	switch {
	case in.ApplicationID != s.config.ApplicationID || in.AuthKey != s.config.AuthKey:
		return baseRefusal(http.StatusUnprocessableEntity, "No such application")
	case err != nil || in.Nonce == "":
		return baseRefusal(http.StatusUnprocessableEntity, "Bad timestamp or nonce")
	case now.Sub(time.Unix(seconds, 0)).Abs() > window, s.used[pair],
		!hmac.Equal([]byte(in.Signature), []byte(s.signature(message))):
		return baseRefusal(http.StatusUnprocessableEntity, "Unexpected signature")
	}
	s.used[pair] = true
	token := rand.Text()
	s.sessions[token] = &session{last: now}
	out := s.describe(token)
	out.Status = http.StatusCreated
	return out
}

func (s *Server) signature(message string) string {
	algorithm := sha1.New
	if s.config.SHA256 {
		algorithm = sha256.New
	}
	mac := hmac.New(algorithm, []byte(s.config.AuthSecret))
	mac.Write([]byte(message))
	return hex.EncodeToString(mac.Sum(nil))
}

// describe is a session as POST and GET /session.json show it.
func (s *Server) describe(token string) webtest.Response {
	session, userID := s.sessions[token], int64(0)
	if session.user != nil {
		userID = session.user.id
	}
	application, _ := strconv.ParseInt(s.config.ApplicationID, 10, 64)
	return webtest.Response{Status: http.StatusOK, Header: ends(session.last), Body: map[string]any{"session": map[string]any{
		"token": token, "user_id": userID, "application_id": application, "ts": session.last.Unix(),
	}}}
}

// ends is the header that says when a session ends.
func ends(last time.Time) http.Header {
	return http.Header{"Qb-Token-Expirationdate": {last.Add(life).UTC().Format("2006-01-02 15:04:05 UTC")}}
}

// under is a route that wants a session's token. Each request prolongs the session.
func (s *Server) under(act func(r *webtest.Request, token string) webtest.Response) func(*webtest.Request) webtest.Response {
	return func(r *webtest.Request) webtest.Response {
		token := r.Header.Get("QB-Token")
		session := s.sessions[token]
		switch {
		case token == "":
			return baseRefusal(http.StatusUnauthorized, "Token is required")
		case session == nil || s.over(session):
			return baseRefusal(http.StatusUnauthorized, "Required session does not exist")
		}
		session.last = s.config.Now()
		return act(r, token)
	}
}

// show is GET /session.json.
func (s *Server) show(_ *webtest.Request, token string) webtest.Response { return s.describe(token) }

// logOut is DELETE /login.json.
func (s *Server) logOut(_ *webtest.Request, token string) webtest.Response {
	session := s.sessions[token]
	if session.user == nil {
		return refusal(http.StatusForbidden, "Forbidden")
	}
	session.user = nil
	return webtest.Response{Status: http.StatusOK, Header: ends(session.last)}
}

// logIn is POST /login.json.
func (s *Server) logIn(r *webtest.Request, token string) webtest.Response {
	var in credentials
	if !isJSON(r, &in) {
		return refusal(http.StatusBadRequest, "Bad request")
	}
	u, known := s.find(in)
	if !known {
		return refusal(http.StatusUnprocessableEntity, "Bad Authentication data. Invalid input parameters provided")
	}
	if in.FirebasePhone == nil {
		s.examined++
	}
	session := s.sessions[token]
	if u == nil {
		return refusal(http.StatusUnauthorized, "Unauthorized")
	}
	session.user = u
	return webtest.Response{Status: http.StatusAccepted, Header: ends(session.last), Body: map[string]any{"user": map[string]any{
		"id": u.id, "login": null(u.Login), "email": null(u.Email), "full_name": null(u.FullName), "phone": null(u.Phone),
	}}}
}

// null is a text as QuickBlox shows one that is not there.
func null(text string) any {
	if text == "" {
		return nil
	}
	return text
}
