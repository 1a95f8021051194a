FROM busybox
COPY <<'EOT' /
hello $A
EOT
