package server_test

import "testing"

func TestSubscription(t *testing.T) {
	w := newWorld(t)
	c := w.joined(beneficiary)
	var key struct{ PublicKey string }
	c.get("/api/v1/push").want(200).into(&key)
	if len(key.PublicKey) != 87 {
		t.Errorf("key %q", key.PublicKey)
	}
	const endpoint = "https://push.example/abc"
	sub := map[string]any{"endpoint": endpoint, "expirationTime": 1.8e12, "lang": "en", "keys": map[string]any{
		"p256dh": key.PublicKey, // any point of the curve will do
		"auth":   "AAAAAAAAAAAAAAAAAAAAAA",
	}}
	put := request{method: "PUT", path: "/api/v1/push/subscription", body: sub}
	for range 2 {
		if got := c.do(put).want(200); string(got.body) != `{"endpoint":"`+endpoint+`","stale":false}` {
			t.Errorf("%s", got.body)
		}
	}
	sub["expirationTime"] = nil
	c.do(put).want(200)
	forget := request{method: "DELETE", path: "/api/v1/push/subscription", body: map[string]any{"endpoint": endpoint}}
	w.joined(assistant).do(forget).want(204) // another's: nothing to forget
	c.do(forget).want(204)
	c.do(forget).want(204)
	forget.body = map[string]any{}
	c.do(forget).problem(400, "missing")
}
