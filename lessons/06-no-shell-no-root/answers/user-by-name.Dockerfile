FROM golang:1.27-trixie AS build
RUN mkdir /notes
WORKDIR /build
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/keep .

FROM gcr.io/distroless/static-debian13
USER nonroot
COPY --from=build --chown=nonroot:nonroot /notes /notes
COPY --from=build /bin/keep /bin/keep
ENTRYPOINT ["/bin/keep", "/notes"]
