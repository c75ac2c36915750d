#!/usr/bin/env bash
# Usage: make_certificates.sh OPENSSL FOLDER
# Makes in FOLDER: authority.pem; own.pem with own.key for 127.0.0.1, ::1 and server.example, and
# other.pem with other.key for other.example, both vouched for by it; stranger.pem, an authority that
# vouches for nobody.
set -euo pipefail
openssl=$1 folder=$2
cd "$folder"

authority() { # NAME
    "$openssl" req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 \
        -keyout "$1.key" -out "$1.pem" -subj "/CN=$1 of the tests" 2>"$1.log"
}

certificate() { # NAME ALTERNATIVES
    "$openssl" req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" \
        -out "$1.csr" -subj "/CN=$1 of the tests" 2>"$1.log"
    echo "subjectAltName=$2" >"$1.ext"
    "$openssl" x509 -req -in "$1.csr" -CA authority.pem -CAkey authority.key -CAcreateserial \
        -days 36500 -extfile "$1.ext" -out "$1.pem" 2>>"$1.log"
}

authority authority
certificate own IP:127.0.0.1,IP:::1,DNS:server.example
certificate other DNS:other.example
authority stranger
