"""Watches a stream with GStreamer's webrtcbin: takes some frames of picture and sound, says so, and leaves."""

import sys
import urllib.parse
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

FRAMES = 25
VIDEO = "application/x-rtp,media=video,encoding-name=H264,payload=97,clock-rate=90000,packetization-mode=(string)1"
AUDIO = "application/x-rtp,media=audio,encoding-name=OPUS,payload=96,clock-rate=48000,encoding-params=(string)2"
DEPAY = {"video": "rtph264depay ! h264parse", "audio": "rtpopusdepay ! opusparse"}

Gst.init(None)
loop = GLib.MainLoop()
endpoint = sys.argv[1]
pipeline = Gst.Pipeline()
webrtc = Gst.ElementFactory.make("webrtcbin")
webrtc.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
pipeline.add(webrtc)
counts = {"video": 0, "audio": 0}
location = []


def request(method, url, body=None):
    headers = {"Content-Type": "application/sdp"} if body else {}
    return urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=20)


def took(kind):
    counts[kind] += 1
    if min(counts.values()) >= FRAMES:
        loop.quit()


def pad_added(_, pad):
    kind = pad.get_current_caps().get_structure(0).get_string("media")
    sink = Gst.parse_bin_from_description(f"queue ! {DEPAY[kind]} ! fakesink name=end signal-handoffs=true", True)
    sink.get_by_name("end").connect("handoff", lambda *_: GLib.idle_add(took, kind))
    pipeline.add(sink)
    sink.sync_state_with_parent()
    pad.link(sink.get_static_pad("sink"))


def gathered(*_):
    if webrtc.get_property("ice-gathering-state") == GstWebRTC.WebRTCICEGatheringState.COMPLETE and not location:
        offer = webrtc.get_property("local-description").sdp.as_text()
        answer = request("POST", endpoint, offer.encode())
        location.append(answer.headers["Location"])
        _, sdp = GstSdp.SDPMessage.new_from_text(answer.read().decode())
        description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, sdp)
        webrtc.emit("set-remote-description", description, Gst.Promise.new())


def offered(promise, *_):
    reply = promise.get_reply()  # Owns the offer.
    offer = reply.get_value("offer")
    webrtc.emit("set-local-description", offer, Gst.Promise.new())


def begin():
    for caps in (VIDEO, AUDIO):
        webrtc.emit("add-transceiver", GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY, Gst.Caps.from_string(caps))
    webrtc.emit("create-offer", None, Gst.Promise.new_with_change_func(offered))


webrtc.connect("pad-added", pad_added)
webrtc.connect("notify::ice-gathering-state", lambda *_: GLib.idle_add(gathered))
pipeline.set_state(Gst.State.PLAYING)
GLib.idle_add(begin)
GLib.timeout_add_seconds(40, loop.quit)
loop.run()
for taken, count in counts.items():
    if count >= FRAMES:
        print("took", taken)
if location:
    request("DELETE", urllib.parse.urljoin(endpoint, location[0]))
pipeline.set_state(Gst.State.NULL)
