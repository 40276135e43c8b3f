"""Watches a stream with aiortc: decodes some frames of picture and sound, says so, and leaves."""

import asyncio
import sys
import urllib.parse
import urllib.request

from aiortc import RTCPeerConnection, RTCSessionDescription

FRAMES = 25


def request(method, url, body=None):
    headers = {"Content-Type": "application/sdp"} if body else {}
    return urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=20)


async def watch(endpoint):
    peer = RTCPeerConnection()
    tracks = []
    peer.on("track", tracks.append)
    peer.addTransceiver("video", direction="recvonly")
    peer.addTransceiver("audio", direction="recvonly")
    await peer.setLocalDescription(await peer.createOffer())
    answer = request("POST", endpoint, peer.localDescription.sdp.encode())
    await peer.setRemoteDescription(RTCSessionDescription(answer.read().decode(), "answer"))
    for track in tracks:
        for _ in range(FRAMES):
            await asyncio.wait_for(track.recv(), 30)
        print("decoded", track.kind)
    request("DELETE", urllib.parse.urljoin(endpoint, answer.headers["Location"]))
    await peer.close()


asyncio.run(watch(sys.argv[1]))
