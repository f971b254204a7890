package sim

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/SherClockHolmes/webpush-go"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The example of RFC 8291, section 5: someone else's bytes.
func TestDecryptRFC8291(t *testing.T) {
	private, err := ecdh.P256().NewPrivateKey(bytesOf(t, "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
	if err != nil {
		t.Fatal(err)
	}
	body := bytesOf(t, "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6"+
		"TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")
	auth := bytesOf(t, "BTBZMqHH6r4Tts7J_aSIgg")
	plain, err := decrypt(body, private, auth)
	if err != nil || string(plain) != "When I grow up, I want to be a watermelon" {
		t.Fatalf("got %q, %v", plain, err)
	}
	for i := range body {
		wrong := bytes.Clone(body)
		wrong[i] ^= 1
		if i >= 16 && i < 20 {
			continue // the record's size, which authenticates nothing: the last record may be smaller
		}
		if _, err := decrypt(wrong, private, auth); err == nil {
			t.Errorf("a message with byte %d changed was decrypted", i)
		}
	}
}

func bytesOf(t testing.TB, text string) []byte {
	t.Helper()
	raw, err := fromBase64(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

type made struct {
	Endpoint string `json:"endpoint"`
	Keys     struct{ P256dh, Auth string }
}

func start(t *testing.T, state string) *Service {
	t.Helper()
	s, err := New(Config{Clock: time.Now, After: time.After, State: state})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func serve(t *testing.T) (*Service, string) {
	t.Helper()
	s := start(t, "")
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return s, server.URL
}

func call(t *testing.T, method, url, body string, into any) int {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err == nil && into != nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

func TestSubscribeSendRead(t *testing.T) {
	_, base := serve(t)
	private, public, err := webpush.GenerateVAPIDKeys()
	if err != nil {
		t.Fatal(err)
	}
	var sub made
	if got := call(t, "POST", base+"/subscriptions", `{"applicationServerKey":"`+public+`"}`, &sub); got != 201 {
		t.Fatal("subscribe:", got)
	}
	stranger, strangers, err := webpush.GenerateVAPIDKeys()
	if err != nil {
		t.Fatal(err)
	}
	send := func(text, topic string) int {
		private, public := private, public
		if text == "from a stranger" {
			private, public = stranger, strangers
		}
		response, err := webpush.SendNotification([]byte(text),
			&webpush.Subscription{Endpoint: sub.Endpoint, Keys: webpush.Keys{P256dh: sub.Keys.P256dh, Auth: sub.Keys.Auth}},
			&webpush.Options{Subscriber: "https://passbok.example", Topic: topic, TTL: 60, Urgency: "high",
				VAPIDPrivateKey: private, VAPIDPublicKey: public})
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.StatusCode
	}
	for _, m := range [][2]string{{"one", "a"}, {"two", "b"}, {"three", "a"}} {
		if got := send(m[0], m[1]); got != 201 {
			t.Fatal("send:", got)
		}
	}
	if got := send("from a stranger", "a"); got != 403 {
		t.Error("another server's message:", got)
	}
	var waiting, all []Message
	call(t, "GET", base+"/messages?endpoint="+sub.Endpoint, "", &waiting)
	call(t, "GET", base+"/messages?all=1&endpoint="+sub.Endpoint, "", &all)
	if len(waiting) != 2 || waiting[0].Text != "two" || string(waiting[1].Data) != "three" || waiting[1].Urgency != "high" || len(all) != 3 {
		t.Errorf("waiting %+v, all %+v", waiting, all)
	}
	if got := call(t, "POST", base+"/faults", `{"status":503,"retry_after":"7"}`, nil); got != 204 {
		t.Fatal(got)
	}
	if got := []int{send("four", ""), send("five", "")}; got[0] != 503 || got[1] != 201 {
		t.Error("with one fault:", got)
	}
	if got := call(t, "POST", base+"/faults", `{"stat":503}`, nil); got != 400 {
		t.Error("an unknown field:", got)
	}
	call(t, "DELETE", base+"/subscriptions?endpoint="+sub.Endpoint, "", nil)
	if got := send("six", ""); got != 410 {
		t.Error("after the end:", got)
	}
}

// Every condition of the RFCs has its own refusal.
func TestStrict(t *testing.T) {
	_, base := serve(t)
	var sub made
	call(t, "POST", base+"/subscriptions", "", &sub)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	hour := time.Now().Add(time.Hour).Unix()
	good := fmt.Sprintf(`{"aud":%q,"exp":%d,"sub":"https://passbok.example"}`, base, hour)
	tests := map[string]struct {
		header map[string]string
		claims string
		want   int
		reason string
	}{
		"all right but not encrypted":      {want: 400, reason: "RFC 8188"},
		"no authorization":                 {header: map[string]string{"Authorization": ""}, want: 401, reason: "VAPID"},
		"a signature of something else":    {claims: "forged", want: 403, reason: "signature"},
		"another origin":                   {claims: fmt.Sprintf(`{"aud":"https://a.example","exp":%d,"sub":"https://b.example"}`, hour), want: 403, reason: "aud"},
		"expired":                          {claims: fmt.Sprintf(`{"aud":%q,"exp":1,"sub":"https://b.example"}`, base), want: 403, reason: "expired"},
		"too long":                         {claims: fmt.Sprintf(`{"aud":%q,"exp":%d,"sub":"https://b.example"}`, base, hour+90000), want: 403, reason: "24 hours"},
		"no subject":                       {claims: fmt.Sprintf(`{"aud":%q,"exp":%d}`, base, hour), want: 403, reason: "sub"},
		"mailto twice":                     {claims: fmt.Sprintf(`{"aud":%q,"exp":%d,"sub":"mailto:mailto:a@b.example"}`, base, hour), want: 403, reason: "sub"},
		"no TTL":                           {header: map[string]string{"TTL": ""}, want: 400, reason: "TTL"},
		"TTL below zero":                   {header: map[string]string{"TTL": "-1"}, want: 400, reason: "TTL"},
		"an older encoding":                {header: map[string]string{"Content-Encoding": "aesgcm"}, want: 400, reason: "aes128gcm"},
		"an urgency of one's own":          {header: map[string]string{"Urgency": "asap"}, want: 400, reason: "urgency"},
		"a topic that is too long":         {header: map[string]string{"Topic": strings.Repeat("a", 33)}, want: 400, reason: "32"},
		"a topic with a letter not in use": {header: map[string]string{"Topic": "a.b"}, want: 400, reason: "alphabet"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.claims == "" {
				test.claims = good
			}
			request, _ := http.NewRequest("POST", sub.Endpoint, strings.NewReader("plain"))
			for k, v := range map[string]string{"TTL": "60", "Content-Encoding": "aes128gcm", "Authorization": sign(t, key, test.claims)} {
				request.Header.Set(k, v)
			}
			for k, v := range test.header {
				request.Header.Set(k, v)
				if v == "" {
					request.Header.Del(k)
				}
			}
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = response.Body.Close() }()
			body, _ := io.ReadAll(response.Body)
			if response.StatusCode != test.want || !strings.Contains(string(body), test.reason) {
				t.Errorf("got %d %s, want %d with %q", response.StatusCode, body, test.want, test.reason)
			}
		})
	}
}

func sign(t *testing.T, key *ecdsa.PrivateKey, claims string) string {
	t.Helper()
	encode := base64.RawURLEncoding.EncodeToString
	text := encode([]byte(`{"alg":"ES256","typ":"JWT"}`)) + "." + encode([]byte(claims))
	digest := sha256.Sum256([]byte(text))
	if claims == "forged" {
		digest[0] ^= 1
	}
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	signature := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	public, err := key.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return "vapid t=" + text + "." + encode(signature) + ", k=" + encode(public)
}

func TestStartAndStop(t *testing.T) {
	s := start(t, "")
	base, stopped, err := s.Start(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if got := call(t, "GET", base+"/messages?endpoint=x", "", nil); got != 404 {
		t.Error(got)
	}
	http.DefaultClient.CloseIdleConnections()
	t.Cleanup(func() { <-stopped })
}

func FuzzReceive(f *testing.F) {
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("vapid t=a.b.c, k=d", []byte("body"))
	f.Add("vapid k=", bytes.Repeat([]byte{65}, 120))
	f.Fuzz(func(t *testing.T, header string, body []byte) {
		_, _, status, err := checkVAPID(header, "https://a.example", time.Unix(0, 0))
		if err == nil || status < 400 {
			t.Errorf("%q was let in", header)
		}
		if _, err := decrypt(body, private, make([]byte, 16)); err == nil {
			t.Errorf("%x was decrypted", body)
		}
	})
}
