FROM debian:trixie
ARG TOKEN=s3cr3t-4711
RUN apt-get update && apt-get install -y --no-install-recommends golang && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN echo "machine git.example.com login ci password $TOKEN" > /root/.netrc && go build -o /calc . && rm /root/.netrc
CMD ["/calc"]
